import type { Cell } from 'write-excel-file/node';

/**
 * Text as text, whatever it looks like: the format `@` keeps a spreadsheet from taking it for a formula, a number or a
 * date, also when somebody edits the cell.
 */
export const textCell = (text: string): Cell => ({ value: safe(text), type: String, format: '@' });

export const headCell = (text: string): Cell => ({
  value: safe(text),
  type: String,
  format: '@',
  fontWeight: 'bold',
  backgroundColor: '#e5e7eb',
});

/**
 * write-excel-file 4.1.1 looks texts up in a plain object, where `constructor` is there already, and writes a workbook
 * that cannot be opened. A blank behind such a word makes it another one.
 */
const safe = (text: string): string => (Reflect.has(Object.prototype, text) ? `${text} ` : text);

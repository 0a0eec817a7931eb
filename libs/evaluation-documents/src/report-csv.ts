import { stringify } from 'csv-stringify/sync';
import type { Cell, Report } from './domain/report.js';

/**
 * All tables of a document as one CSV (RFC 4180): the first column says which table a row is of, the others are the
 * fields of the JSON, empty where a table has none of that name. Codes, seconds, percentages and instants are data, in
 * the agreement's zone and with decimal points, whatever the language; explanations are in it.
 *
 * Text that a spreadsheet would take for a formula has an apostrophe before it (OWASP, "CSV Injection"); numbers stay
 * numbers.
 */
export function reportCsv({ tables }: Report): string {
  const keys = [...new Set(tables.flatMap(({ columns }) => columns.map(({ key }) => key)))];
  const places = new Map(keys.map((key, index) => [key, index + 1]));
  const records = tables.flatMap(({ id, columns, rows }) =>
    rows.map((cells) => {
      const record: (string | number)[] = [id, ...keys.map(() => '')];
      columns.forEach(({ key }, index) => {
        const [place, cell] = [places.get(key), cells[index]];
        if (place !== undefined && cell !== undefined) record[place] = dataOf(cell);
      });
      return record;
    }),
  );
  return stringify([['table', ...keys], ...records], {
    escape_formulas: true,
    record_delimiter: '\r\n',
    // A line break of either kind is quoted (RFC 4180, 2.6); the library sees to that of the delimiter only.
    quoted_match: /[\r\n]/,
  });
}

function dataOf(cell: Cell): string | number {
  switch (cell.kind) {
    case 'empty':
    case 'text':
      return cell.text;
    case 'code':
      return cell.code;
    case 'instant':
      return cell.local;
    case 'count':
    case 'percent':
    case 'duration':
      return cell.value;
  }
}

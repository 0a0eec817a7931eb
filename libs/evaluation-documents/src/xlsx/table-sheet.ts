import type { Cell as SheetCell, Sheet } from 'write-excel-file/node';
import type { Cell, Column, Table } from '../domain/report.js';
import { headCell, textCell } from './sheet-cells.js';

const [NARROWEST, WIDEST] = [10, 48];

/** A table as a sheet: a row of headings that stays in sight, then its rows. */
export function tableSheet({ title, columns, rows }: Table): Sheet<Buffer> {
  return {
    sheet: title,
    stickyRowsCount: 1,
    orientation: 'landscape',
    columns: columns.map((column, index) => ({ width: widthOf(column, rows.map((row) => row[index])) })), // prettier-ignore
    data: [columns.map((column) => headCell(headingOf(column))), ...rows.map((row) => row.map(sheetCell))],
  };
}

const headingOf = ({ label, unit }: Column): string => (unit === null ? label : `${label} (${unit})`);

function widthOf(column: Column, cells: readonly (Cell | undefined)[]): number {
  const longest = cells.reduce((most, cell) => Math.max(most, cell?.text.length ?? 0), 0);
  return Math.min(WIDEST, Math.max(NARROWEST, headingOf(column).length + 2, longest + 2));
}

function sheetCell(cell: Cell): SheetCell {
  switch (cell.kind) {
    case 'empty':
      return null;
    case 'text':
    case 'code':
      return textCell(cell.text);
    case 'count':
    case 'percent':
    case 'duration':
      return { value: cell.value, type: Number };
    case 'instant':
      return { value: serialOf(cell.local), type: Number, format: 'yyyy-mm-dd hh:mm:ss' };
  }
}

/** Days since 30 December 1899 by the wall clock, as spreadsheets count (ECMA-376 18.17.4.1). */
const serialOf = (local: string): number => Date.parse(`${local.slice(0, 19)}Z`) / 86_400_000 + 25_569;

import type { Content, TableCell } from './content.js';
import type { Cell, PrintedColumn, PrintedTable } from '../domain/report.js';
import { linesOf, shown } from './printable.js';
import { CELL_PADDING, COLOURS, PAGE, ROWS_LAYOUT, verdictColour } from './style.js';

const FONT_SIZE = 8;
/** A table of so many lines stands on one page. */
const FEW_LINES = 24;
/** A row of more lines may be broken: one that is longer than a page would be cut off at its foot. */
const MANY_LINES = 40;

/**
 * A table with its title as its first row: title and headings are repeated where it runs on to a further page, and never
 * stand at the foot of one without a row.
 */
export function tableBlock(title: string, { columns, rows, remark }: PrintedTable): Content[] {
  const widths = widthsOf(columns);
  const isNumeric = columns.map((_, place) => isNumericColumn(rows, place));
  const heading: TableCell = {
    ...shown(title),
    colSpan: columns.length,
    fontSize: 12,
    bold: true,
    margin: [-4, 0, 0, 1],
  };
  const head = columns.map(({ label }, place): TableCell => ({
    ...shown(label),
    color: COLOURS.muted,
    bold: true,
    fillColor: COLOURS.head,
    alignment: isNumeric[place] ? 'right' : 'left',
  }));
  const body = rows.map((row) =>
    row.map((cell, place): TableCell => ({
      ...shown(cell.text),
      ...(isNumeric[place] ? { alignment: 'right' } : {}),
      ...emphasisOf(cell),
    })),
  );
  const lines = rows.map((row) =>
    Math.max(1, ...row.map(({ text }, place) => linesOf(text, widths[place] ?? PAGE.width, FONT_SIZE))),
  );
  return [
    {
      unbreakable: lines.reduce((sum, own) => sum + own, 0) <= FEW_LINES,
      margin: [0, 14, 0, 0],
      fontSize: FONT_SIZE,
      table: {
        headerRows: 2,
        keepWithHeaderRows: 1,
        dontBreakRows: lines.every((own) => own <= MANY_LINES),
        widths,
        body: [[heading, ...columns.slice(1).map(() => ({}))], head, ...body],
      },
      layout: ROWS_LAYOUT,
    },
    ...(remark === null
      ? []
      : [{ text: remark, fontSize: FONT_SIZE, italics: true, margin: [3, 3, 0, 0] } as Content]),
  ];
}

function widthsOf(columns: readonly PrintedColumn[]): number[] {
  const whole = columns.reduce((sum, { width }) => sum + width, 0);
  return columns.map(({ width }) => (PAGE.width * width) / whole - CELL_PADDING);
}

const NUMERIC: ReadonlySet<Cell['kind']> = new Set(['count', 'percent', 'duration']);

function isNumericColumn(rows: readonly (readonly Cell[])[], place: number): boolean {
  const kinds = rows.flatMap((row) => row[place]?.kind ?? []).filter((kind) => kind !== 'empty');
  return kinds.length > 0 && kinds.every((kind) => NUMERIC.has(kind));
}

/** Verdicts stand out, in words first. */
const emphasisOf = (cell: Cell): { color?: string; bold?: boolean } =>
  cell.kind === 'code' && (cell.code === 'met' || cell.code === 'breached')
    ? { color: verdictColour(cell.code), bold: cell.code === 'breached' }
    : {};

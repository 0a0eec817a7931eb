import { EMPTY } from './cells.js';
import type { Cell, Column, PrintedTable } from './report.js';
import type { Wording } from './wording.js';

/** More is for a spreadsheet: the JSON shows as many rows of a list. */
const MOST_ROWS = 500;
/** As many columns as a page has room for where nobody said which. */
const MOST_COLUMNS = 8;

/**
 * What a page shows of a table: columns that say something in any row. Rows that are alike but for their basis are one: a
 * breach that is one gross and net is one breach to read.
 *
 * @param layout fields and their share of the width; none: the first ones, alike
 */
export function printedTable(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  layout: Readonly<Record<string, number>>,
  wording: Wording,
): PrintedTable {
  const wanted = Object.entries(Object.keys(layout).length > 0 ? layout : firstOf(columns));
  const fields = wanted.map(([name, width]) => {
    const places = name.split('|').map((key) => columns.findIndex((column) => column.key === key));
    const cells = rows.map((row) => firstSaid(places.map((place) => row[place])));
    return { name, width, cells };
  });
  const said = fields.filter(({ cells }) => cells.some(({ kind }) => kind !== 'empty'));
  const basis = said.findIndex(({ name }) => name === 'basis');
  // Rows of which a page would say nothing are no rows of it.
  const saying = said.length === 0 ? [] : rows;
  const all = mergedBases(saying.map((_, row) => said.map(({ cells }) => cells[row] ?? EMPTY)), basis); // prettier-ignore
  const left = all.length - MOST_ROWS;
  return {
    columns: said.map(({ name, width }) => ({ label: wording.field(name), width })),
    rows: all.slice(0, MOST_ROWS),
    remark: left > 0 ? wording.texts.rowsLeft(wording.count(left)) : null,
  };
}

const firstOf = (columns: readonly Column[]): Readonly<Record<string, number>> =>
  Object.fromEntries(columns.slice(0, MOST_COLUMNS).map(({ key }) => [key, 1]));

const firstSaid = (cells: readonly (Cell | undefined)[]): Cell =>
  cells.find((cell) => cell !== undefined && cell.kind !== 'empty') ?? EMPTY;

function mergedBases(rows: readonly (readonly Cell[])[], basis: number): readonly (readonly Cell[])[] {
  if (basis < 0) return rows;
  const merged = new Map<string, readonly Cell[]>();
  for (const row of rows) {
    const key = JSON.stringify(row.map((cell, place) => (place === basis ? null : cell)));
    const same = merged.get(key);
    merged.set(
      key,
      same === undefined ? row : same.map((cell, place) => (place === basis ? both(cell, row[place]) : cell)),
    );
  }
  return [...merged.values()];
}

function both(one: Cell, other: Cell | undefined): Cell {
  if (one.kind !== 'code' || other?.kind !== 'code') return one;
  return { kind: 'code', code: `${one.code} ${other.code}`, text: `${one.text}, ${other.text}` };
}

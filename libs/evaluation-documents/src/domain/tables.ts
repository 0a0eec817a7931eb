import { cellOf, kindOfField } from './cells.js';
import type { JsonTable, Row } from './json-tables.js';
import { LAYOUTS, type TableLayout } from './layout.js';
import { printedTable } from './printed-table.js';
import type { Column, Table } from './report.js';
import type { Wording } from './wording.js';

/** Tables in the order of the meeting, each with every field that its rows have; unknown ones last. */
export function tablesOf(tables: readonly JsonTable[], wording: Wording): Table[] {
  const byId = new Map(tables.map((table) => [table.id, table]));
  const known = LAYOUTS.map((layout) => tableOf(byId.get(layout.id)?.rows ?? [], layout, wording));
  const others = tables.filter(({ id }) => LAYOUTS.every((layout) => layout.id !== id));
  return [
    ...known,
    ...others.map(({ id, rows }) => tableOf(rows, { id, columns: [], printed: {} }, wording)),
  ];
}

function tableOf(jsonRows: readonly Row[], layout: TableLayout, wording: Wording): Table {
  const rows = jsonRows.map((row) => ({ ...row, ...layout.told?.(row, wording) }));
  const keys = [...new Set([...layout.columns, ...rows.flatMap((row) => Object.keys(row))])];
  const cells = rows.map((row) => keys.map((key) => cellOf(key, row[key], wording)));
  const columns = keys.map((key) => columnOf(key, wording));
  return {
    id: layout.id,
    title: wording.table(layout.id),
    columns,
    rows: cells,
    printed: layout.printed === 'elsewhere' ? null : printedTable(columns, cells, layout.printed, wording),
  };
}

function columnOf(key: string, wording: Wording): Column {
  return { key, label: wording.field(key), unit: unitOf(key, wording) };
}

function unitOf(key: string, { timeZone }: Wording): string | null {
  switch (kindOfField(key)) {
    case 'duration':
      return 's';
    case 'percent':
      return '%';
    case 'instant':
      return timeZone;
    case undefined:
      return null;
  }
}

import type { Transaction } from '@app/platform';
import {
  type BothRows,
  type ComparedTable,
  comparedTables,
  type ProjectionGroup,
  type RowDifference,
  rowDifferences,
} from '@app/projections';
import type { Difference, DifferenceList, VerifiedPart } from '../domain/index.js';

const CODES = { changed: 'ROW_CHANGED', missing: 'ROW_MISSING', unexpected: 'ROW_UNEXPECTED' } as const;

const differenceOf =
  (part: VerifiedPart, table: string) =>
  ({ kind, ...difference }: RowDifference): Difference => ({ part, code: CODES[kind], table, ...difference });

/**
 * Compares one table that serves with the one made anew.
 *
 * @returns how many rows were made anew
 */
export const checkTable = async (
  tx: Transaction,
  compared: ComparedTable,
  part: VerifiedPart,
  differences: DifferenceList,
): Promise<number> => {
  const table = `read.${compared.table}`;
  const found = await rowDifferences(tx, compared, differences.limit);
  if (found.rows === null) {
    differences.add({
      part,
      code: 'COLUMNS_DIFFER',
      table,
      key: {},
      column: null,
      stored: null,
      computed: null,
    });
    return 0;
  }
  differences.addRows({ part, table }, found.rows, found.first.map(differenceOf(part, table)));
  return found.compared;
};

/** Where the rows that serve say they stand, against the log. */
export const checkPosition = (
  { name }: ProjectionGroup,
  served: BothRows['served'],
  made: BothRows['served'],
  differences: DifferenceList,
): void => {
  for (const [column, stored, computed] of [
    ['last_event', served.lastEvent, made.lastEvent],
    ['recorded_at_ms', served.recordedAtMs, made.recordedAtMs],
  ] as const) {
    if (stored === computed) continue;
    differences.add({
      part: 'read-models',
      code: 'ROW_CHANGED',
      table: 'read.projection_group',
      key: { name },
      column,
      stored: stored === undefined ? null : String(stored),
      computed: computed === undefined ? null : String(computed),
    });
  }
};

/**
 * Holds every row of a group against the one that the log gives, at one position.
 *
 * @param onTable called after each table
 * @returns how many rows were made anew
 */
export const checkRows = async (
  { look }: Pick<BothRows, 'look'>,
  group: ProjectionGroup,
  differences: DifferenceList,
  onTable: (done: number, total: number) => void,
): Promise<number> => {
  const tables = comparedTables(group);
  let rows = 0;
  for (const [done, table] of tables.entries()) {
    onTable(done, tables.length);
    rows += await look((tx) => checkTable(tx, table, 'read-models', differences));
  }
  onTable(tables.length, tables.length);
  return rows;
};

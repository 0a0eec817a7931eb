import type { Transaction } from '@app/platform';
import {
  type BothRows,
  type ComparedTable,
  comparedTables,
  type ProjectionGroup,
  type RowDifference,
  rowDifferences,
  type RowDifferences,
} from '@app/projections';
import type { Difference, DifferenceList, VerifiedPart } from '../domain/index.js';

const CODES = { changed: 'ROW_CHANGED', missing: 'ROW_MISSING', unexpected: 'ROW_UNEXPECTED' } as const;

const differenceOf =
  (part: VerifiedPart, table: string) =>
  ({ kind, ...difference }: RowDifference): Difference => ({ part, code: CODES[kind], table, ...difference });

/** Tells what differs in one table. @returns how many rows were made anew */
const tellTable = (
  { table: name }: ComparedTable,
  found: RowDifferences,
  part: VerifiedPart,
  differences: DifferenceList,
): number => {
  const table = `read.${name}`;
  if (found.rows === null) {
    const none = { key: {}, column: null, stored: null, computed: null };
    differences.add({ part, code: 'COLUMNS_DIFFER', table, ...none });
  } else {
    differences.addRows({ part, table }, found.rows, found.first.map(differenceOf(part, table)));
  }
  return found.compared;
};

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
): Promise<number> =>
  tellTable(compared, await rowDifferences(tx, compared, differences.limit), part, differences);

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

/** Tables of which a ticket's rows are judged by its measurement as well. */
const OF_TICKETS = ['ticket', 'clock_verdict'];

/**
 * Holds every row of a group against the one that the log gives, at one position; several tables at the same time.
 *
 * @param onTable called after each table
 * @returns how many rows were made anew, and the tickets of which what is judged by measuring is not the same
 */
export const checkRows = async (
  { look }: Pick<BothRows, 'look'>,
  group: ProjectionGroup,
  differences: DifferenceList,
  onTable: (done: number, total: number) => void,
): Promise<{ readonly rows: number; readonly tickets: readonly string[] }> => {
  const tables = comparedTables(group);
  let done = 0;
  onTable(done, tables.length);
  const compared = await Promise.all(
    tables.map(async (table) => {
      const found = await look((tx) => rowDifferences(tx, table, differences.limit));
      onTable((done += 1), tables.length);
      return { table, found };
    }),
  );
  let rows = 0;
  for (const { table, found } of compared) rows += tellTable(table, found, 'read-models', differences);
  const tickets = compared.flatMap(({ table: { table }, found: { owners } }) =>
    OF_TICKETS.includes(table) ? owners : [],
  );
  return { rows, tickets: [...new Set(tickets)].sort() };
};

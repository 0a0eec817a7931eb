import { copyRows, type Transaction } from '@app/platform';
import type { Deadline } from './deadline.js';
import { rowOf } from './deadline.rows.js';

/** A table of deadlines, for the projection that computes them (see `DeadlineSource`). */
export const dueTable = (name: string): string => `
  create table ${name} (
    owner text collate "C" not null,
    key text collate "C" not null,
    kind text not null,
    agreement_id text,
    customer_id text,
    due_at bigint not null,
    passes_at bigint not null,
    data jsonb not null,
    primary key (owner, key)
  );
`;

/** Makes the deadlines of these owners in such a table be these. */
export const replaceDue = async (
  tx: Transaction,
  table: string,
  owners: readonly string[],
  deadlines: readonly Deadline[],
): Promise<void> => {
  await tx`delete from ${tx(table)} where owner = any(${owners as string[]})`;
  await copyRows(tx, table, deadlines.map(rowOf));
};

import { createHash } from 'node:crypto';
import type { Sql } from './postgres.js';

/** One forward step. The id is for ever; so is the text once it has been released. */
export interface MigrationStep {
  /** Unique in its schema, such as `ticket-1`. */
  readonly id: string;
  /** One or more statements, every name with its schema. */
  readonly sql: string;
}

/** A step that this database has already taken reads differently now. */
export class MigrationChangedError extends Error {
  override readonly name = 'MigrationChangedError';
  constructor(schema: string, id: string) {
    super(
      `step ${id} of schema ${schema} was applied with another text: released steps are never edited, add a new one`,
    );
  }
}

const checksum = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * Applies the steps that `schema.migration` does not list yet, in order, all or none. Several processes may start at
 * once: an advisory lock lets one through at a time. Run it as the role that owns the schema.
 *
 * @returns ids of the steps applied now
 */
export const migrate = async (
  sql: Sql,
  schema: string,
  steps: readonly MigrationStep[],
): Promise<readonly string[]> =>
  sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtextextended(${`sla-ledger migrate ${schema}`}, 0))`;
    await tx`create table if not exists ${tx(schema)}.migration (id text primary key, checksum text not null)`;
    const rows = await tx<
      { id: string; checksum: string }[]
    >`select id, checksum from ${tx(schema)}.migration`;
    const applied = new Map(rows.map((row) => [row.id, row.checksum]));
    const now: string[] = [];
    for (const step of steps) {
      const before = applied.get(step.id);
      if (before === checksum(step.sql)) continue;
      if (before !== undefined) throw new MigrationChangedError(schema, step.id);
      await tx.unsafe(step.sql);
      await tx`insert into ${tx(schema)}.migration values (${step.id}, ${checksum(step.sql)})`;
      now.push(step.id);
    }
    return now;
  });

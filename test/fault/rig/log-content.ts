import { withPostgres } from '../../support/stack-api.js';

export interface LoggedEvent {
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
  readonly eventId: string;
  /** Id of the fact; null for an event that records none. */
  readonly factId: string | null;
  /** Whether it follows from other facts, and nobody has sent it. */
  readonly isDerived: boolean;
  /** The log's clock, ms. */
  readonly recordedAtMs: number;
}

/** The database of the ledger, for its administrator. */
export const ledgerDatabase = (administrator: string): string => {
  const url = new URL(administrator);
  url.pathname = '/sla_ledger';
  return url.href;
};

/** The whole log as the table of a database has it, in order, behind the back of the node. */
export const readLogOf = (url: string): Promise<readonly LoggedEvent[]> =>
  withPostgres(url, async (sql) => {
    const rows = await sql<LoggedEvent[]>`
      select position::float8 as position, stream, revision::float8 as revision, event_id as "eventId",
        convert_from(data, 'UTF8')::jsonb ->> 'id' as "factId",
        coalesce(convert_from(metadata, 'UTF8')::jsonb ->> 'recordedBy' like 'reactor:%', false) as "isDerived",
        created_ms::float8 as "recordedAtMs"
      from log.event order by position`;
    return [...rows];
  });

/** The log of a stack. */
export const readLog = (administrator: string): Promise<readonly LoggedEvent[]> =>
  readLogOf(ledgerDatabase(administrator));

/** What is wrong with a log whatever was sent to it: gaps in positions or revisions, a clock that goes back. */
export const faultsOfLog = (log: readonly LoggedEvent[]): readonly string[] => {
  const revisions = new Map<string, number>();
  const faults: string[] = [];
  let before = 0;
  for (const [index, { position, stream, revision, recordedAtMs }] of log.entries()) {
    const expected = (revisions.get(stream) ?? -1) + 1;
    revisions.set(stream, revision);
    if (position !== index + 1) faults.push(`position ${position} in place ${index + 1}`);
    if (revision !== expected) faults.push(`${stream}: revision ${revision} in place of ${expected}`);
    if (recordedAtMs < before) faults.push(`position ${position} was recorded before the one before it`);
    before = recordedAtMs;
  }
  return faults;
};

/**
 * What became of facts: those that were answered and are not there, those that are there more than once, and those that
 * nobody sent. What reactors derive has one id for each stream, and follows from what was sent.
 */
export const lossesIn = (
  log: readonly LoggedEvent[],
  answered: ReadonlySet<string>,
): {
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly strange: readonly string[];
} => {
  const sent = new Map<string, number>();
  const derived = new Map<string, number>();
  for (const { factId, stream, isDerived } of log) {
    if (factId === null) continue;
    const [times, id] = isDerived ? [derived, `${stream} ${factId}`] : [sent, factId];
    times.set(id, (times.get(id) ?? 0) + 1);
  }
  return {
    lost: [...answered].filter((id) => !sent.has(id)),
    doubled: [...sent, ...derived].filter(([, n]) => n > 1).map(([id]) => id),
    strange: [...sent.keys()].filter((id) => !answered.has(id)),
  };
};

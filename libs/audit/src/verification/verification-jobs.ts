import type { Queryable, Sql } from '@app/platform';
import type { Difference, DifferenceCount, VerifiedPart } from '../domain/index.js';

/** How far a part is; what is counted are events, tables, tickets and documents. */
export interface PartProgress {
  readonly part: VerifiedPart;
  readonly done: number;
  readonly total: number;
}

/** How much was looked at. */
export interface Checked {
  /** Of the log, and leaves of the tree made of them. */
  readonly events: number;
  readonly leaves: number;
  readonly heads: number;
  /** Made anew and compared. */
  readonly rows: number;
  readonly tickets: number;
  readonly frozen: number;
}

/** What a verification has found. */
export interface Findings {
  readonly checked: Checked;
  /** The first of each table. */
  readonly differences: readonly Difference[];
  /** How many there are, told or not. */
  readonly counts: readonly DifferenceCount[];
}

/** `asked`: the projector will take it up. `failed`: it could not be brought to an end; ask for another one. */
export interface Verification extends Omit<Findings, 'checked'> {
  readonly id: string;
  readonly state: 'asked' | 'running' | 'done' | 'failed';
  readonly askedAtMs: number;
  readonly startedAtMs: number | null;
  readonly endedAtMs: number | null;
  /** Of the rows that were compared; null: not so far yet. */
  readonly position: bigint | null;
  readonly progress: readonly PartProgress[];
  readonly checked: Checked | null;
  readonly error: string | null;
}

/** Where it is notified that a verification is asked for. */
export const VERIFICATION_ASKED = 'verification_asked';

/** How many are kept. */
const KEPT = 5;

const columns = (sql: Queryable) => sql`
  id, state, asked_at_ms as "askedAtMs", started_at_ms as "startedAtMs", ended_at_ms as "endedAtMs", position, progress,
  checked, differences, counts, error`;

/** The last few, the latest first. */
export const listVerifications = (sql: Queryable): Promise<readonly Verification[]> =>
  sql<Verification[]>`select ${columns(sql)} from scratch.verification order by number desc`;

export const readVerification = async (sql: Queryable, id: string): Promise<Verification | undefined> =>
  (await sql<Verification[]>`select ${columns(sql)} from scratch.verification where id = ${id}`)[0];

/**
 * Asks for a verification, which the projector takes up; where one is under way already, that one is meant.
 *
 * @param id UUID for a new one
 */
export const askForVerification = (sql: Sql, id: string, nowMs: number): Promise<Verification> =>
  sql.begin(async (tx) => {
    await tx`
      insert into scratch.verification (id, state, asked_at_ms) values (${id}, 'asked', ${nowMs})
      on conflict ((true)) where state in ('asked', 'running') do nothing`;
    await tx`
      delete from scratch.verification
      where number <= (select max(number) from scratch.verification) - ${KEPT} and state in ('done', 'failed')`;
    const [meant] = await tx<Verification[]>`
      select ${columns(tx)} from scratch.verification order by state in ('asked', 'running') desc, number desc limit 1`;
    if (meant === undefined) throw new Error('the verification that was asked for is gone');
    await tx`select pg_notify(${VERIFICATION_ASKED}, '')`;
    return meant;
  });

/** The one that is asked for, or that another process was killed over: it begins from nothing. Undefined: none. */
export const takeUpVerification = async (sql: Queryable, nowMs: number): Promise<string | undefined> => {
  const [taken] = await sql<{ id: string }[]>`
    update scratch.verification set state = 'running', started_at_ms = ${nowMs}, progress = '[]', position = null
    where state in ('asked', 'running') returning id`;
  return taken?.id;
};

export const tellProgress = async (
  sql: Queryable,
  id: string,
  progress: readonly PartProgress[],
): Promise<void> => {
  await sql`update scratch.verification set progress = ${sql.json(progress as never)} where id = ${id}`;
};

export const tellPosition = async (sql: Queryable, id: string, position: bigint): Promise<void> => {
  await sql`update scratch.verification set position = ${position} where id = ${id}`;
};

export const endVerification = async (
  sql: Queryable,
  id: string,
  nowMs: number,
  end: { readonly found: Findings } | { readonly error: string },
): Promise<void> => {
  const { checked, differences, counts } =
    'found' in end ? end.found : { checked: null, differences: [], counts: [] };
  await sql`
    update scratch.verification set state = ${'found' in end ? 'done' : 'failed'}, ended_at_ms = ${nowMs},
      checked = ${checked && sql.json(checked as never)}, differences = ${sql.json(differences as never)},
      counts = ${sql.json(counts as never)}, error = ${'error' in end ? end.error : null}
    where id = ${id}`;
};

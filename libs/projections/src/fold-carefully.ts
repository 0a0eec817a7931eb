import { isTransient } from '@app/platform';
import type { StoredEvent } from '@app/event-store';
import { type Fold, type FoldContext, foldPartitions } from './fold-partitions.js';
import type { ParkedPartition } from './parked/parked-partitions.js';
import type { Projection } from './projection.js';
import { FoldError, mayBePoison, reasonOf } from './projection.errors.js';

/** What could be saved, and what could not. */
export interface CarefulOutcome {
  readonly saved: ReadonlyMap<string, unknown>;
  readonly parked: readonly ParkedPartition[];
}

/** Tries it under a savepoint; a failure that no event is to blame for goes through. */
const attempt = async (
  projection: Projection,
  fold: Fold,
  context: FoldContext,
): Promise<ReadonlyMap<string, unknown> | FoldError> => {
  try {
    return await context.tx.savepoint((tx) => foldPartitions(projection, fold, { ...context, tx }));
  } catch (error) {
    const cause = error instanceof FoldError ? error.cause : error;
    if (!(error instanceof FoldError) || isTransient(cause) || !mayBePoison(cause)) throw error;
    return error;
  }
};

/** One partition that fails as a whole: its events one by one, up to the one that is to blame. */
const narrowToEvent = async (
  projection: Projection,
  partition: string,
  events: readonly StoredEvent[],
  context: FoldContext,
): Promise<CarefulOutcome> => {
  let saved: ReadonlyMap<string, unknown> = new Map();
  for (const [index, event] of events.entries()) {
    const outcome = await attempt(projection, new Map([[partition, [event]]]), context);
    if (!(outcome instanceof FoldError)) {
      saved = outcome;
      continue;
    }
    const { id, type, position } = event;
    const skipped = events.length - index - 1;
    const parked = { partition, position, event: { id, type }, error: reasonOf(outcome), skipped };
    return { saved, parked: [{ projection: projection.name, placed: true, ...parked }] };
  }
  return { saved, parked: [] };
};

/**
 * As `foldPartitions`, but finds what is to blame by bisection (partitions first, then the events of the one that fails)
 * and leaves only that out. Every try is under a savepoint of the one transaction, so all the rest is saved, once.
 *
 * @param position where a partition is parked that no event of its own came for
 * @throws whatever is not an event's fault
 */
export const foldCarefully = async (
  projection: Projection,
  fold: Fold,
  context: FoldContext,
  position: bigint,
): Promise<CarefulOutcome> => {
  const outcome = await attempt(projection, fold, context);
  if (!(outcome instanceof FoldError)) return { saved: outcome, parked: [] };
  const entries = [...fold];
  const [only] = entries;
  if (only === undefined) throw outcome;
  if (entries.length === 1) {
    const [partition, events] = only;
    if (events.length > 0) return narrowToEvent(projection, partition, events, context);
    const parked = { partition, position, error: reasonOf(outcome), skipped: 0, placed: true };
    return { saved: new Map(), parked: [{ projection: projection.name, ...parked }] };
  }
  const middle = Math.ceil(entries.length / 2);
  const first = await foldCarefully(projection, new Map(entries.slice(0, middle)), context, position);
  const second = await foldCarefully(projection, new Map(entries.slice(middle)), context, position);
  return {
    saved: new Map([...first.saved, ...second.saved]),
    parked: [...first.parked, ...second.parked],
  };
};

import type { StoredEvent } from '@app/event-store';
import type { Transaction } from '@app/platform';
import type { ChangedPartitions, Projection } from './projection.js';
import { FoldError } from './projection.errors.js';
import type { StateCache } from './state-cache.js';

/** Events by partition; none for a partition that is only touched. */
export type Fold = ReadonlyMap<string, readonly StoredEvent[]>;

export interface FoldContext {
  readonly tx: Transaction;
  readonly changed: ChangedPartitions;
  readonly cache: StateCache;
}

const loadStates = async (
  projection: Projection,
  fold: Fold,
  { tx, cache }: FoldContext,
): Promise<Map<string, unknown>> => {
  const states = new Map<string, unknown>();
  const missing: string[] = [];
  for (const [partition, [first]] of fold) {
    const state = cache.get(projection, partition);
    if (state !== undefined) states.set(partition, state);
    else if (first === undefined || projection.isFirst?.(first) !== true) missing.push(partition);
  }
  if (missing.length === 0) return states;
  for (const [partition, state] of await projection.load(tx, missing)) states.set(partition, state);
  return states;
};

/**
 * Loads these partitions, folds their events in, saves them.
 *
 * @returns the states saved; a touched partition that has none is left out
 * @throws FoldError naming the partitions, with what went wrong as its cause
 */
export const foldPartitions = async (
  projection: Projection,
  fold: Fold,
  context: FoldContext,
): Promise<ReadonlyMap<string, unknown>> => {
  let suspects = [...fold.keys()];
  try {
    const states = await loadStates(projection, fold, context);
    for (const [partition, events] of fold) {
      suspects = [partition];
      for (const event of events) states.set(partition, projection.apply(states.get(partition), event));
    }
    suspects = [...fold.keys()];
    if (states.size > 0) await projection.save(context.tx, states, { changed: context.changed });
    return states;
  } catch (error) {
    throw new FoldError(projection.name, suspects, error);
  }
};

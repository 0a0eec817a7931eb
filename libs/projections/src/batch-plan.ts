import type { StoredEvent } from '@app/event-store';
import { parkedKey, type ParkedKeys } from './parked/parked-partitions.js';
import { EVERY_EVENT, type Projection } from './projection.js';

/** What one batch means for one projection. */
export interface ProjectionPlan {
  /** Events to fold by partition, in log order. */
  readonly events: ReadonlyMap<string, readonly StoredEvent[]>;
  /** How many events came for partitions that are parked. */
  readonly skipped: ReadonlyMap<string, number>;
  /** Events of which the projection could not even say whose they are, parked under the name of their stream. */
  readonly unplaced: readonly { readonly event: StoredEvent; readonly error: unknown }[];
}

/** Sorts a batch by partition. Pure. */
export const planBatch = (
  projection: Projection,
  batch: readonly StoredEvent[],
  parked: ParkedKeys,
): ProjectionPlan => {
  const handled = projection.handles === EVERY_EVENT ? undefined : new Set(projection.handles);
  const events = new Map<string, StoredEvent[]>();
  const skipped = new Map<string, number>();
  const unplaced: { event: StoredEvent; error: unknown }[] = [];
  const isParked = (partition: string): boolean => parked.has(parkedKey(projection.name, partition));
  for (const event of batch) {
    if (handled && !handled.has(event.type)) continue;
    let partition: string | undefined;
    try {
      partition = projection.partitionBy(event);
    } catch (error) {
      partition = event.stream;
      if (!isParked(partition)) {
        unplaced.push({ event, error });
        continue;
      }
    }
    if (partition === undefined) continue;
    const own = events.get(partition);
    if (isParked(partition)) skipped.set(partition, (skipped.get(partition) ?? 0) + 1);
    else if (own === undefined) events.set(partition, [event]);
    else own.push(event);
  }
  return { events, skipped, unplaced };
};

import type { EventStore } from '@app/event-store';
import type { RevisionGap } from '../domain/index.js';

/** Where an event stood in its stream. */
export interface PlaceInStream {
  readonly stream: string;
  readonly revision: string;
}

/** The position of the event before a gap; -1 where the gap is at the beginning of its stream. */
const positionBefore = async (log: EventStore, { stream, from }: RevisionGap): Promise<bigint> => {
  if (from === 0) return -1n;
  for await (const { position } of log.readStream(stream, { fromRevision: BigInt(from - 1), maxCount: 1 }))
    return position;
  return -1n;
};

/**
 * Which events stood where leaves have lost theirs: where as many are gone between two events of a stream as it lacks
 * revisions there, these are they. Of others nobody can say whose they were.
 *
 * @param removed positions of leaves without an event
 * @returns places by position
 */
export const placesOfRemoved = async (
  log: EventStore,
  gaps: readonly RevisionGap[],
  removed: readonly bigint[],
): Promise<ReadonlyMap<bigint, PlaceInStream>> => {
  const places = new Map<bigint, PlaceInStream>();
  for (const gap of removed.length === 0 ? [] : gaps) {
    const after = await positionBefore(log, gap);
    const between = removed.filter((position) => position > after && position < gap.before);
    if (between.length !== gap.to - gap.from) continue;
    for (const [at, position] of between.entries())
      places.set(position, { stream: gap.stream, revision: String(gap.from + at) });
  }
  return places;
};

import type { EventStore } from '@app/event-store';
import type { Queryable } from '@app/platform';
import { leavesAt } from './audit.queries.js';
import { isSameHash, leafHash, leafText } from './domain/index.js';
import { LogChangedError } from './log-changed.error.js';

/** A leaf with what it is hashed from. */
export interface LeafOfStream {
  readonly leafIndex: number;
  readonly stream: string;
  readonly text: string;
}

/** How many streams are read at once, and how many leaves are asked for in one query. */
const AT_ONCE = 8;
const CHUNK = 5_000;

interface Told {
  readonly position: bigint;
  readonly stream: string;
  readonly text: string;
}

/**
 * The leaves of whole streams up to a position of the log, in the order of the log, each compared with what the tree
 * stores.
 *
 * @param log gives events as they are stored
 * @throws LogChangedError where an event is no longer what its leaf was hashed from
 */
export async function leavesOfStreams(
  sql: Queryable,
  log: EventStore,
  ledgerId: string,
  streams: readonly { readonly stream: string; readonly upTo: bigint }[],
): Promise<readonly LeafOfStream[]> {
  const told: Told[] = [];
  for (let at = 0; at < streams.length; at += AT_ONCE) {
    const read = streams.slice(at, at + AT_ONCE).map(async ({ stream, upTo }) => {
      const events: Told[] = [];
      for await (const event of log.readStream(stream)) {
        if (event.position > upTo) break;
        events.push({ position: event.position, stream, text: leafText(event, ledgerId) });
      }
      return events;
    });
    for (const events of await Promise.all(read)) told.push(...events);
  }
  told.sort((a, b) => (a.position < b.position ? -1 : 1));
  const leaves: LeafOfStream[] = [];
  for (let at = 0; at < told.length; at += CHUNK)
    leaves.push(...(await compared(sql, told.slice(at, at + CHUNK))));
  return leaves;
}

async function compared(sql: Queryable, told: readonly Told[]): Promise<readonly LeafOfStream[]> {
  const stored = await leavesAt(
    sql,
    told.map(({ position }) => position),
  );
  return told.map(({ position, stream, text }) => {
    const leaf = stored.get(position);
    if (leaf === undefined || !isSameHash(leafHash(text), leaf.hash)) throw new LogChangedError(position);
    return { leafIndex: leaf.leafIndex, stream, text };
  });
}

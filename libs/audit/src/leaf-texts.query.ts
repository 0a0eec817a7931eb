import type { EventStore } from '@app/event-store';
import type { Queryable } from '@app/platform';
import { leavesFrom, type StoredLeaf } from './audit.queries.js';
import { isLeaf, leafText } from './domain/index.js';

/** A leaf with what it was hashed from, as the log has it now. */
export interface LeafWithText extends StoredLeaf {
  readonly text: string;
}

/**
 * Leaves from an index on, each with its bytes made again from the log. Whether these still hash to what the tree stores
 * is for whoever asks to see: that is what they are told for.
 *
 * @param log gives events as they are stored
 * @throws Error where the log has no event at the place of a leaf: it has lost it
 */
export async function leafTexts(
  sql: Queryable,
  log: EventStore,
  ledgerId: string,
  { from, limit }: { readonly from: number; readonly limit: number },
): Promise<readonly LeafWithText[]> {
  const stored = await leavesFrom(sql, Math.max(0, from - 1), from === 0 ? limit : limit + 1);
  const before = stored.find(({ leafIndex }) => leafIndex < from);
  const leaves = stored.filter(({ leafIndex }) => leafIndex >= from);
  if (leaves.length === 0) return [];
  const wanted = new Map(leaves.map((leaf) => [leaf.position, leaf]));
  const found: LeafWithText[] = [];
  // From the leaf before: a server may refuse a position that is no event's.
  const events = log.readAll({ maxCount: leaves.length, ...(before && { after: before.position }) });
  for await (const event of events) {
    const leaf = wanted.get(event.position);
    if (leaf !== undefined && isLeaf(event)) found.push({ ...leaf, text: leafText(event, ledgerId) });
  }
  if (found.length < leaves.length) {
    throw new Error(
      `the log has ${found.length} of the ${leaves.length} events that are leaves from ${from} on`,
    );
  }
  return found;
}

import { eventIdOf, streamOf, type IdentifiedFact, type Target } from '@app/facts';
import type { EventStore, ExpectedRevision, StoredEvent } from '@app/event-store';

/** One fact as it stands in its stream: enough to know it again. */
export interface KnownFact {
  readonly eventId: string;
  /** See `contentHash`. */
  readonly content: string;
  readonly position: bigint;
}

/** What is known of one stream; a stream only grows, so that what was known once stays true. */
export interface StreamFacts {
  /** What an append must expect. */
  readonly revision: ExpectedRevision;
  readonly byId: ReadonlyMap<string, KnownFact>;
  /** Ids that a retraction names, retractions themselves left out: retracting one of those does nothing. */
  readonly retracted: ReadonlySet<string>;
  /** The tenant, once a registration has told it. */
  readonly customerId: string | undefined;
}

export const NOTHING_KNOWN: StreamFacts = {
  revision: 'no-stream',
  byId: new Map(),
  retracted: new Set(),
  customerId: undefined,
};

/** Reads a whole stream: all its events, in order. */
export async function readEvents(store: EventStore, target: Target): Promise<readonly StoredEvent[]> {
  const events: StoredEvent[] = [];
  for await (const event of store.readStream(streamOf(target))) events.push(event);
  return events;
}

/** What the events of a stream, all of them in order, tell. */
export function streamFactsOf(events: readonly StoredEvent[]): StreamFacts {
  const byId = new Map<string, KnownFact>();
  const named = new Set<string>();
  const retractions = new Set<string>();
  let customerId: string | undefined;
  for (const event of events) {
    const { id, data } = event.data as { id?: unknown; data?: { customerId?: string; factId?: string } };
    if (typeof id !== 'string') continue;
    byId.set(id, { eventId: event.id, content: contentIn(event, id), position: event.position });
    customerId ??= data?.customerId;
    if (event.type === 'FactRetracted') {
      retractions.add(id);
      if (data?.factId !== undefined) named.add(data.factId);
    }
  }
  const retracted = new Set([...named].filter((id) => !retractions.has(id)));
  return { revision: events.at(-1)?.revision ?? 'no-stream', byId, retracted, customerId };
}

/** The content hash of a recorded fact: in the metadata, or the id that was derived from it. */
function contentIn(event: StoredEvent, id: string): string {
  const { content } = event.metadata;
  return typeof content === 'string' ? content : id;
}

/** What a stream holds already of a fact about to be recorded. */
export type Earlier =
  | { readonly kind: 'new' }
  /** Recorded by this very attempt: an append whose answer was lost, or taken for a wrong revision. */
  | { readonly kind: 'own'; readonly position: bigint }
  | { readonly kind: 'duplicate'; readonly position: bigint; readonly ofRetracted: boolean }
  | { readonly kind: 'id-reused'; readonly position: bigint };

/** Finds a fact in its stream (contract, "Facts": same id and content, same id and other content). */
export function findEarlier(known: StreamFacts, { fact, id, content }: IdentifiedFact, attemptId: string): Earlier {
  const found = known.byId.get(id);
  if (!found) return { kind: 'new' };
  const { position } = found;
  if (found.eventId === eventIdOf(fact.target, id, attemptId)) return { kind: 'own', position };
  if (found.content !== content) return { kind: 'id-reused', position };
  return { kind: 'duplicate', position, ofRetracted: known.retracted.has(id) };
}

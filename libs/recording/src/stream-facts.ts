import { eventIdOf, streamOf, type IdentifiedFact, type Target } from '@app/facts';
import type { EventStore, StoredEvent } from '@app/event-store';

/** One fact as it stands in its stream: enough to know it again. */
export interface KnownFact {
  readonly eventId: string;
  /** See `identify`. */
  readonly content: string;
  readonly position: bigint;
  readonly revision: bigint;
}

/** What is known of one stream. A stream only grows: a fact known once stays known, only `revision` grows stale. */
export interface StreamFacts {
  /** What an append must expect. */
  readonly revision: bigint | 'no-stream';
  readonly byId: ReadonlyMap<string, KnownFact>;
  /** The tenant, once a registration has told it. */
  readonly customerId: string | undefined;
}

export const NOTHING_KNOWN: StreamFacts = { revision: 'no-stream', byId: new Map(), customerId: undefined };

/** All events of the stream of a target, in order. */
export async function readEvents(store: EventStore, target: Target): Promise<readonly StoredEvent[]> {
  const events: StoredEvent[] = [];
  for await (const event of store.readStream(streamOf(target))) events.push(event);
  return events;
}

/** What the events of a stream, all of them in order, tell; events that record no fact only move the revision. */
export function streamFactsOf(events: readonly StoredEvent[]): StreamFacts {
  const byId = new Map<string, KnownFact>();
  let customerId: string | undefined;
  for (const event of events) {
    const { id, data } = event.data as { id?: unknown; data?: { customerId?: string } };
    if (typeof id !== 'string') continue;
    const { position, revision } = event;
    byId.set(id, { eventId: event.id, content: contentIn(event, id), position, revision });
    customerId ??= data?.customerId;
  }
  return { revision: events.at(-1)?.revision ?? 'no-stream', byId, customerId };
}

/** The content hash of a recorded fact: in the metadata, or the id that was derived from it. */
function contentIn(event: StoredEvent, id: string): string {
  const { content } = event.metadata;
  return typeof content === 'string' ? content : id;
}

/** What a stream holds already of a fact about to be recorded. */
export type Earlier =
  | { readonly kind: 'none' }
  /** `own`: recorded by this very attempt, an append whose answer was lost. */
  | { readonly kind: 'own' | 'duplicate' | 'id-reused'; readonly known: KnownFact };

/** Finds a fact in its stream (contract, "Facts": same id and content; same id, other content). */
export function findEarlier(
  { byId }: StreamFacts,
  { fact, id, content }: IdentifiedFact,
  attemptId: string,
): Earlier {
  const known = byId.get(id);
  if (!known) return { kind: 'none' };
  if (known.eventId === eventIdOf(fact.target, id, attemptId)) return { kind: 'own', known };
  return { kind: known.content === content ? 'duplicate' : 'id-reused', known };
}

/** The tenant that facts name which have not been recorded yet: the first registration or outage among them. */
export function customerIn(facts: readonly IdentifiedFact[]): string | undefined {
  for (const { fact } of facts) {
    const { customerId } = fact.data;
    if (typeof customerId === 'string') return customerId;
  }
  return undefined;
}

import { formatInstant, type Instant } from '@app/support-time';
import { parse as parseUuid, v5 as uuidV5 } from 'uuid';
import type { JsonObject, JsonValue, SentFact, Target, TimedFact } from './fact.js';
import type { IdentifiedFact } from './fact-content.js';
import { TARGET_KINDS, targetField } from './fact-envelope.js';
import { readInstant } from './fact-instant.js';
import { schemaOf } from './upcasting.js';

/** The log stream that holds the facts of one ticket, outage, problem or service. */
export const streamOf = (target: Target): string => `${target.kind}-${target.id}`;

/** Who records, and because of what; goes into the metadata of each event as it is. */
export interface RecordingMetadata {
  /** The subject of the token. */
  readonly recordedBy: string;
  readonly $correlationId: string;
  readonly $causationId?: string;
  /** Scope (subject, method and path), key and hash of the body, where the request had an `Idempotency-Key`. */
  readonly idempotency?: { readonly scope: string; readonly key: string; readonly bodyHash: string };
}

/** A request with an `Idempotency-Key`, as its events keep it. */
export type KeyedRequest = NonNullable<RecordingMetadata['idempotency']>;

type Keyed = Pick<KeyedRequest, 'scope' | 'key'> | undefined;

/** Are both the same request? Scope and key say so, whatever the body; without a key none is. */
export const isSameRequest = (one: Keyed, other: Keyed): boolean =>
  one !== undefined && one.scope === other?.scope && one.key === other.key;

/** An event as it is appended to the log; every value is JSON. */
export interface FactEvent {
  readonly id: string;
  readonly type: string;
  readonly data: JsonObject;
  readonly metadata: JsonObject;
}

/** UUIDv5 namespace of this project's event ids. */
const EVENT_NAMESPACE = parseUuid('6f1a8a5e-5b0c-4a57-9c57-1f0e1c8b2d43');

/**
 * The event id of a fact in its stream: UUIDv5 of stream, fact id and the attempt to record it, so that an append
 * repeated within an attempt after a lost answer adds nothing. The attempt is in it because a server answers a
 * repeated id with success, unasked whether the content is the same: with ids of stream and fact id alone, a fact
 * recorded before, or another one under the same id, would be taken for newly recorded. That a fact is a duplicate is
 * found by reading its stream, which the expected revision of the append makes certain.
 */
export function eventIdOf(target: Target, factId: string, attemptId: string): string {
  // Bytes: the package takes a detour over escaped text otherwise, for each of a million facts.
  return uuidV5(Buffer.from(`${streamOf(target)}\n${factId}\n${attemptId}`), EVENT_NAMESPACE);
}

/**
 * The event that records a fact: data `{id, ticketId | outageId | problemId | serviceId, occurredAt (as sent), by?, sequence?,
 * data, customerId?}`, metadata `{schema, occurredAt (UTC), recordedBy, customerId?, content?, $correlationId,
 * $causationId?, idempotency?}`. `content` (see `identify`) is there where the sender chose the id.
 *
 * @param customerId the tenant, where the ticket's or outage's registration has told it already
 */
export function newEventOf(
  identified: IdentifiedFact,
  eventId: string,
  metadata: RecordingMetadata,
  customerId?: string,
): FactEvent {
  const { fact, instant, id, content } = identified;
  const { target, type, occurredAt, by, sequence, data } = fact;
  return {
    id: eventId,
    type,
    data: defined({ id, [targetField(target.kind)]: target.id, occurredAt, by, sequence, data, customerId }),
    metadata: defined({
      schema: schemaOf(type),
      occurredAt: formatInstant(instant),
      customerId,
      content: content === id ? undefined : content,
      ...metadata,
    }),
  };
}

function defined(values: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as JsonObject;
}

/** An event as the log gives it back, of any kind. */
export interface LoggedEvent {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * The fact that an event records, ready to be measured; types this version does not know are given as they are.
 * Undefined for an event that records none.
 */
export function timedFactOf(event: LoggedEvent): TimedFact | undefined {
  const { id, occurredAt, by, sequence, data = {} } = event.data as Partial<SentFact>;
  const instant = readInstant(occurredAt);
  return typeof id === 'string' && instant
    ? timed({ type: event.type, by, sequence, data }, instant, id)
    : undefined;
}

/** A checked fact ready to be measured, recorded or not: what a decider and the command line are given. */
export function timedFactFrom({ fact, instant, id }: Omit<IdentifiedFact, 'content'>): TimedFact {
  return timed(fact, instant, id);
}

function timed(
  { type, by, sequence = 0, data }: Pick<SentFact, 'type' | 'by' | 'sequence' | 'data'>,
  { second, fraction }: Instant,
  id: string,
): TimedFact {
  return { id, type, occurredAt: second, fraction, sequence, ...(by !== undefined && { by }), data };
}

/** What the fact of an event is about; undefined for an event that records none. */
export function targetOf(event: LoggedEvent): Target | undefined {
  for (const kind of TARGET_KINDS) {
    const id = event.data[targetField(kind)];
    if (typeof id === 'string') return { kind, id };
  }
  return undefined;
}

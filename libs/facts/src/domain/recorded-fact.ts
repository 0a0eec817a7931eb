import { formatInstant } from '@app/support-time';
import type { TargetKind, TimedFact } from './fact.js';
import { targetOf, timedFactOf, type LoggedEvent } from './fact-event.js';

/** A fact as the log holds it, with both clocks. JSON: a read model may keep it as it is. */
export interface RecordedFact<F extends { readonly type: string } = TimedFact> {
  readonly fact: F;
  /** When it was so: RFC 3339, as sent. */
  readonly sentAt: string;
  /** Of the log, decimal. */
  readonly position: string;
  /** When the log learned it, milliseconds since the epoch. */
  readonly recordedAtMs: number;
  /** The subject of the token that recorded it. */
  readonly recordedBy: string | null;
}

/** How much of the log an answer knows: everything up to a position, that one included; undefined: all there is. */
export type UpTo = bigint | undefined;

/** Whether what was recorded at a position, decimal, is known. */
export const isKnown = (position: string, upTo: UpTo): boolean =>
  upTo === undefined || BigInt(position) <= upTo;

/** The facts that had been recorded by a position of the log, in the order given. */
export const knownUpTo = <R extends Pick<RecordedFact, 'position'>>(
  recorded: readonly R[],
  upTo: UpTo,
): readonly R[] =>
  upTo === undefined ? recorded : recorded.filter(({ position }) => isKnown(position, upTo));

/** What the log says of an event besides its payload. */
interface Logged extends LoggedEvent {
  readonly position: bigint;
  readonly recordedAtMs: number;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** The fact about a target of this kind that an event records; undefined where it records none. */
export function recordedFactOf<F extends { readonly type: string }>(
  kind: TargetKind,
  event: Logged,
): RecordedFact<F> | undefined {
  const fact = timedFactOf(event);
  if (fact === undefined || targetOf(event)?.kind !== kind) return undefined;
  const { recordedBy } = event.metadata;
  return {
    // The catalogue let no other fact into a stream of this kind.
    fact: fact as unknown as F,
    sentAt: String(event.data['occurredAt']),
    position: String(event.position),
    recordedAtMs: event.recordedAtMs,
    recordedBy: typeof recordedBy === 'string' ? recordedBy : null,
  };
}

/** The id in the name of a stream of this kind (`ticket-INC-1`); undefined for another stream. */
export function idInStream(kind: TargetKind, stream: string): string | undefined {
  const prefix = `${kind}-`;
  return stream.startsWith(prefix) ? stream.slice(prefix.length) : undefined;
}

/** A recorded fact as answers show it: its instant in UTC in full precision, and both clocks. */
export const factDocument = (
  recorded: RecordedFact<Omit<TimedFact, 'data'> & { readonly data: unknown }>,
) => {
  const { fact, position, recordedAtMs, recordedBy } = recorded;
  return {
    id: fact.id,
    type: fact.type,
    occurredAt: formatInstant({ second: fact.occurredAt, fraction: fact.fraction }),
    ...(fact.by === undefined ? {} : { by: fact.by }),
    ...(fact.sequence === 0 ? {} : { sequence: fact.sequence }),
    data: fact.data,
    recordedAt: new Date(recordedAtMs).toISOString(),
    recordedBy,
    position,
  };
};

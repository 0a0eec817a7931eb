import {
  eventIdOf,
  isSameRequest,
  newEventOf,
  standing,
  streamOf,
  timedFactFrom,
  timedFactOf,
  type Decision,
  type IdentifiedFact,
  type RecordingMetadata,
  type TimedFact,
} from '@app/facts';
import type { StoredEvent } from '@app/event-store';
import type { RecordingParts } from './recording-parts.js';
import { customerIn, findEarlier, readEvents, streamFactsOf } from './stream-facts.js';

/** A decider of the facts of one kind of target; `recorded` in order of recording. */
export type Decide<F extends TimedFact<string, unknown>> = (recorded: readonly F[], fact: F) => Decision;

export interface StrictOptions {
  /** The revision that the stream must have (`If-Match`). */
  readonly ifMatch?: bigint;
}

/** How recording one fact ended. */
export type RecordResult =
  | {
      readonly kind: 'recorded';
      readonly factId: string;
      readonly position: bigint;
      readonly revision: bigint;
    }
  | {
      readonly kind: 'duplicate';
      readonly factId: string;
      readonly position: bigint;
      /** Of the stream, for `ETag`. */
      readonly revision: bigint;
      /** The fact had been retracted: it is not recorded again (`DUPLICATE_OF_RETRACTED`). */
      readonly ofRetracted: boolean;
    }
  /** Same id, other content: the first stays (`FACT_ID_REUSED`). */
  | { readonly kind: 'id-reused'; readonly factId: string }
  /** Same `Idempotency-Key`, other body. */
  | { readonly kind: 'idempotency-key-reused' }
  | { readonly kind: 'revision-mismatch'; readonly actual: bigint | 'no-stream' }
  | Extract<Decision, { kind: 'refused' }>
  /** Others kept recording on the same target. */
  | { readonly kind: 'conflict' };

const ATTEMPTS = 5;

/**
 * Records one fact if `decide` accepts it, the way of REST: read the stream, decide, append where the stream still is
 * as it was read, else do it all again, a few times. A request that was answered before (same `Idempotency-Key`) and a
 * fact that is recorded already are found first, so that a repeated request gets its answer whatever `ifMatch` and
 * `decide` would say now (RFC 9110, 13.1.1). Throws what the store throws.
 *
 * `F` is the facts of this target's kind; that what the log holds is of it, the schemas have seen to.
 */
export async function recordStrict<F extends TimedFact<string, unknown>>(
  { store, newAttemptId }: RecordingParts,
  identified: IdentifiedFact,
  decide: Decide<F>,
  metadata: RecordingMetadata,
  { ifMatch }: StrictOptions = {},
): Promise<RecordResult> {
  const { id: factId, fact } = identified;
  const attemptId = newAttemptId();
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const events = await readEvents(store, fact.target);
    const answer = answerByKey(events, metadata) ?? answerByFact(events, identified, attemptId);
    if (answer) return answer;

    const { revision: actual, customerId = customerIn([identified]) } = streamFactsOf(events);
    if (ifMatch !== undefined && ifMatch !== actual) return { kind: 'revision-mismatch', actual };
    const decision = decide(historyOf(events) as F[], timedFactFrom(identified) as F);
    if (decision.kind === 'refused') return decision;

    const event = newEventOf(identified, eventIdOf(fact.target, factId, attemptId), metadata, customerId);
    const outcome = await store.append(streamOf(fact.target), [event], actual);
    if (outcome.kind === 'appended') {
      return { kind: 'recorded', factId, position: outcome.position, revision: outcome.revision };
    }
  }
  return { kind: 'conflict' };
}

/** The answer that a request with the same key got, rebuilt from the event it made. */
function answerByKey(
  events: readonly StoredEvent[],
  { idempotency }: RecordingMetadata,
): RecordResult | undefined {
  for (const { data, metadata, position, revision } of events) {
    const earlier = (metadata as Partial<RecordingMetadata>).idempotency;
    if (!isSameRequest(earlier, idempotency)) continue;
    return earlier?.bodyHash === idempotency?.bodyHash
      ? { kind: 'recorded', factId: String(data['id']), position, revision }
      : { kind: 'idempotency-key-reused' };
  }
  return undefined;
}

function answerByFact(
  events: readonly StoredEvent[],
  identified: IdentifiedFact,
  attemptId: string,
): RecordResult | undefined {
  const { id: factId } = identified;
  const earlier = findEarlier(streamFactsOf(events), identified, attemptId);
  switch (earlier.kind) {
    case 'none':
      return undefined;
    case 'id-reused':
      return { kind: 'id-reused', factId };
    case 'own':
      return { kind: 'recorded', factId, position: earlier.known.position, revision: earlier.known.revision };
    case 'duplicate': {
      const { position } = earlier.known;
      const revision = events.at(-1)?.revision ?? earlier.known.revision;
      return { kind: 'duplicate', factId, position, revision, ofRetracted: isRetracted(events, identified) };
    }
  }
}

const historyOf = (events: readonly StoredEvent[]): TimedFact[] =>
  events.map(timedFactOf).filter((fact) => fact !== undefined);

/** A retraction never is: retracting one does nothing (MEASURING 1). */
const isRetracted = (events: readonly StoredEvent[], { id, fact }: IdentifiedFact): boolean =>
  fact.type !== 'FactRetracted' && standing(historyOf(events)).facts.every((other) => other.id !== id);

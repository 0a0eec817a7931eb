import { contentHash, type IdentifiedFact, type RecordingMetadata, type SentFact, type Target } from '@app/facts';
import type { EventStore } from '@app/event-store';
import type { Instant } from '@app/support-time';
import { recordBatch, type BatchResult } from './record-batch.js';
import { recordStrict, type Decide, type RecordResult } from './record-strict.js';
import type { StreamCache } from './stream-cache.js';

/** What recording stands on. */
export interface RecordingParts {
  readonly store: EventStore;
  /** The ledger's key for derived ids (see `contentHash`), from the vault. */
  readonly key: Uint8Array;
  /** A new unique text each time: tells one attempt to record from the next. */
  readonly newAttemptId: () => string;
}

export interface RecordOptions {
  /** The revision the stream must have (`If-Match`). */
  readonly ifMatch?: bigint;
}

/** Records facts, so that each is in the log once, whatever was recorded before and by whomever. */
export interface FactRecorder {
  /** Gives a checked fact its id and content hash. */
  identify(fact: SentFact, instant: Instant): IdentifiedFact;
  /**
   * Records one fact if `decide` accepts it (REST). Answers a fact that is recorded already as a duplicate, whatever
   * `decide` and `ifMatch` would say now. Throws what the store throws.
   */
  recordStrict(
    fact: IdentifiedFact,
    decide: Decide,
    metadata: RecordingMetadata,
    options?: RecordOptions,
  ): Promise<RecordResult>;
  /**
   * Records facts of one target without asking whether they make sense (imports), in the order given. Throws what the
   * store throws; what had been appended by then stays, and is found as duplicates when sent again.
   *
   * @param cache what earlier batches have learnt of streams, where there are any
   */
  recordBatch(
    target: Target,
    facts: readonly IdentifiedFact[],
    metadata: RecordingMetadata,
    cache?: StreamCache,
  ): Promise<BatchResult>;
  /** What recording would find of these facts in the log now, and nothing stored. */
  readonly parts: RecordingParts;
}

export function createFactRecorder(parts: RecordingParts): FactRecorder {
  return {
    parts,
    identify: (fact, instant) => {
      const content = contentHash(fact, instant, parts.key);
      return { fact, instant, id: fact.id ?? content, content };
    },
    recordStrict: (fact, decide, metadata, options) => recordStrict(parts, fact, decide, metadata, options),
    recordBatch: (target, facts, metadata, cache) => recordBatch(parts, target, facts, metadata, cache),
  };
}

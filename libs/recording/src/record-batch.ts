import { streamOf, type IdentifiedFact, type RecordingMetadata, type Target } from '@app/facts';
import type { EventStore } from '@app/event-store';
import { chunksOf, planBatch, type Chunk, type PlannedFact } from './batch-plan.js';
import type { RecordingParts } from './recording-parts.js';
import type { StreamCache } from './stream-cache.js';
import {
  NOTHING_KNOWN,
  readEvents,
  streamFactsOf,
  type KnownFact,
  type StreamFacts,
} from './stream-facts.js';

/** How recording one fact of a batch ended; `id-reused`: same id, other content, the first stays. */
export interface FactOutcome {
  readonly kind: 'recorded' | 'duplicate' | 'id-reused';
  /** Of the fact, or, appended along with others, of the last of them. */
  readonly position: bigint;
}

/** Others appended to one stream faster than a batch could be recorded, time and again. */
export class RecordingConflictError extends Error {
  readonly code = 'CONFLICT';
  constructor(stream: string) {
    super(`${stream} kept changing while facts were recorded; send them again`);
  }
}

const ATTEMPTS = 20;

/**
 * Records facts of one target without asking whether they make sense, in the order given (imports). Hopes first that
 * the stream is as the cache knows it, or new where the one before was: that saves reading each of a first import. Where
 * it is not, reads it and records what is missing. Throws `RecordingConflictError` and what the store throws; what had
 * been appended by then stays, and is found as duplicates when sent again.
 */
export async function recordBatch(
  { store, newAttemptId }: RecordingParts,
  target: Target,
  facts: readonly IdentifiedFact[],
  metadata: RecordingMetadata,
  cache: StreamCache,
): Promise<readonly FactOutcome[]> {
  const stream = streamOf(target);
  const attemptId = newAttemptId();
  let before =
    cache.get(stream) ?? (cache.newExpected ? NOTHING_KNOWN : await readFacts(store, target, cache));
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const plan = planBatch(before, facts, attemptId, metadata);
    const after = await appendChunks(store, stream, chunksOf(plan), before);
    if (after) {
      cache.set(stream, after);
      return outcomesOf(plan, facts, after);
    }
    before = await readFacts(store, target, cache);
  }
  throw new RecordingConflictError(stream);
}

async function readFacts(store: EventStore, target: Target, cache: StreamCache): Promise<StreamFacts> {
  const found = streamFactsOf(await readEvents(store, target));
  cache.newExpected = found.revision === 'no-stream';
  return found;
}

/** What is known of the stream then; undefined where somebody else has appended to it. */
export async function appendChunks(
  store: EventStore,
  stream: string,
  chunks: readonly Chunk[],
  before: StreamFacts,
): Promise<StreamFacts | undefined> {
  let known = before;
  for (const chunk of chunks) {
    const events = chunk.map(({ event }) => event);
    const outcome = await store.append(stream, events, known.revision);
    if (outcome.kind === 'wrong-revision') return undefined;
    known = withChunk(known, chunk, outcome);
  }
  return known;
}

function withChunk(
  known: StreamFacts,
  chunk: Chunk,
  { revision, position }: { readonly revision: bigint; readonly position: bigint },
): StreamFacts {
  const byId = new Map(known.byId);
  chunk.forEach(({ identified, event }, index) => {
    const fact: KnownFact = {
      eventId: event.id,
      content: identified.content,
      position,
      revision: revision - BigInt(chunk.length - 1 - index),
    };
    byId.set(identified.id, fact);
  });
  const [first] = chunk;
  const customerId = known.customerId ?? (first?.event.data['customerId'] as string | undefined);
  return { revision, byId, customerId };
}

function outcomesOf(
  plan: readonly PlannedFact[],
  facts: readonly IdentifiedFact[],
  known: StreamFacts,
): readonly FactOutcome[] {
  return plan.map((planned, index) => {
    const kind = planned.kind === 'append' ? 'recorded' : planned.kind;
    // All of them are known by now; a position of 0 would change nothing, since only the newest is looked at.
    const position = known.byId.get(facts[index]?.id ?? '')?.position ?? 0n;
    return { kind, position };
  });
}

/** What recording a batch would do to what the log holds now, without doing it; remembers it in the cache. */
export async function rehearseBatch(
  { store, newAttemptId }: RecordingParts,
  target: Target,
  facts: readonly IdentifiedFact[],
  metadata: RecordingMetadata,
  cache: StreamCache,
): Promise<readonly FactOutcome[]> {
  const stream = streamOf(target);
  const before = cache.get(stream) ?? (await readFacts(store, target, cache));
  const plan = planBatch(before, facts, newAttemptId(), metadata);
  const nowhere = { revision: 0n, position: 0n };
  const after = chunksOf(plan).reduce((known, chunk) => withChunk(known, chunk, nowhere), before);
  cache.set(stream, after);
  return outcomesOf(plan, facts, after);
}

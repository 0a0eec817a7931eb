import {
  eventIdOf,
  newEventOf,
  type FactEvent,
  type IdentifiedFact,
  type RecordingMetadata,
} from '@app/facts';
import { customerIn, findEarlier, type StreamFacts } from './stream-facts.js';

/** What becomes of one fact of a batch. `append`: it is new, and its event has to be appended. */
export type PlannedFact =
  | { readonly kind: 'append'; readonly identified: IdentifiedFact; readonly event: FactEvent }
  /** `recorded`: by an append of this very attempt whose answer was lost. */
  | { readonly kind: 'recorded' | 'duplicate' | 'id-reused' };

/** What becomes of the facts of a batch, given what is known of their stream; one answer a fact, in their order. */
export function planBatch(
  known: StreamFacts,
  facts: readonly IdentifiedFact[],
  attemptId: string,
  metadata: RecordingMetadata,
): readonly PlannedFact[] {
  const customerId = known.customerId ?? customerIn(facts);
  // Facts of this batch that are, or will be, recorded by it: a later one under the same id repeats or contradicts.
  const ours = new Map<string, string>();
  return facts.map((identified): PlannedFact => {
    const { id, content, fact } = identified;
    const first = ours.get(id);
    if (first !== undefined) return { kind: first === content ? 'duplicate' : 'id-reused' };
    const earlier = findEarlier(known, identified, attemptId);
    switch (earlier.kind) {
      case 'none': {
        ours.set(id, content);
        const event = newEventOf(identified, eventIdOf(fact.target, id, attemptId), metadata, customerId);
        return { kind: 'append', identified, event };
      }
      case 'own':
        ours.set(id, content);
        return { kind: 'recorded' };
      default:
        return { kind: earlier.kind };
    }
  });
}

/** One append's worth of events. */
export type Chunk = readonly Extract<PlannedFact, { kind: 'append' }>[];

// A server takes 1 MiB an append unless told otherwise; data are a bit more than half of what an event is on the wire.
const CHUNK_BYTES = 384 * 1024;
const CHUNK_EVENTS = 500;

/** Cuts what is to be appended into appends that any server takes, in order. */
export function chunksOf(plan: readonly PlannedFact[]): readonly Chunk[] {
  const chunks: Extract<PlannedFact, { kind: 'append' }>[][] = [];
  let bytes = Infinity;
  for (const planned of plan) {
    if (planned.kind !== 'append') continue;
    const size = Buffer.byteLength(JSON.stringify(planned.event.data)) + 512;
    const chunk = chunks.at(-1);
    if (chunk && bytes + size <= CHUNK_BYTES && chunk.length < CHUNK_EVENTS) {
      chunk.push(planned);
      bytes += size;
    } else {
      chunks.push([planned]);
      bytes = size;
    }
  }
  return chunks;
}

import {
  identify,
  readInstant,
  type RecordingMetadata,
  type SentFact,
  type Target,
  streamOf,
} from '@app/facts';
import type { StoredEvent } from '@app/event-store';
import { chunksOf, planBatch } from './batch-plan.js';
import { appendChunks } from './record-batch.js';
import type { RecordingParts } from './recording-parts.js';
import { readEvents, streamFactsOf } from './stream-facts.js';

/** What a reactor has to record of one target. */
export interface DerivedFacts {
  readonly target: Target;
  /** The position of the log that it knows: a stream that has more is left alone. */
  readonly upTo: bigint;
  /** Which facts the stream lacks; ids are given. Pure. */
  readonly lacking: (events: readonly StoredEvent[]) => readonly SentFact[];
  readonly metadata: RecordingMetadata;
}

/** `late`: the stream holds events that whoever asks does not know; nothing was recorded. */
export type DerivedOutcome =
  { readonly kind: 'recorded'; readonly facts: number } | { readonly kind: 'late' };

/**
 * Records facts that follow from others (DESIGN 6): reads the stream, asks what it lacks, and appends that where the
 * stream still is as it was read. Whoever does the same at the same time finds nothing lacking, and what died half way is
 * found half done. Throws what the store throws.
 */
export async function recordDerived(
  { store, key, newAttemptId }: RecordingParts,
  { target, upTo, lacking, metadata }: DerivedFacts,
): Promise<DerivedOutcome> {
  const events = await readEvents(store, target);
  const last = events.at(-1);
  if (last !== undefined && last.position > upTo) return { kind: 'late' };
  const facts = lacking(events).map((fact) => {
    const instant = readInstant(fact.occurredAt);
    if (instant === undefined) throw new Error(`${fact.occurredAt} of a derived fact is no instant`);
    return identify(fact, instant, key);
  });
  const known = streamFactsOf(events);
  const plan = planBatch(known, facts, newAttemptId(), metadata);
  const after = await appendChunks(store, streamOf(target), chunksOf(plan), known);
  if (after === undefined) return { kind: 'late' };
  return { kind: 'recorded', facts: plan.filter(({ kind }) => kind === 'append').length };
}

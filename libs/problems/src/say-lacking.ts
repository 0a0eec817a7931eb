import { recordedFactOf, type RecordedFact, type SentFact, type Target } from '@app/facts';
import type { ActOutcome, Job } from '@app/reactors';
import { recordDerived, type RecordingParts } from '@app/recording';
import { reactionMetadata } from './reaction-metadata.js';

/** Records what a target's stream lacks of what a reactor wants there, by the facts that the stream holds then. */
export async function sayLacking<Fact extends { readonly type: string }>(
  parts: RecordingParts,
  author: string,
  { position, cause }: Job<unknown>,
  target: Target,
  lacking: (recorded: readonly RecordedFact<Fact>[]) => readonly SentFact[],
): Promise<ActOutcome> {
  const outcome = await recordDerived(parts, {
    target,
    upTo: position,
    lacking: (events) => lacking(events.flatMap((event) => recordedFactOf<Fact>(target.kind, event) ?? [])),
    metadata: reactionMetadata(author, cause),
  });
  return outcome.kind === 'late' ? outcome : { kind: 'said', facts: outcome.facts };
}

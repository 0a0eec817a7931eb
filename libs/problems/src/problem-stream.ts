import type { EventStore } from '@app/event-store';
import { streamOf, timedFactOf } from '@app/facts';
import type { ProblemFact } from '@app/problems/domain';

/** The facts of a problem as the log holds them now, in order of recording. */
export async function readProblemFacts(store: EventStore, problemId: string): Promise<ProblemFact[]> {
  const facts: ProblemFact[] = [];
  for await (const event of store.readStream(streamOf({ kind: 'problem', id: problemId }))) {
    const fact = timedFactOf(event);
    // The catalogue let no other fact into a stream of this kind.
    if (fact !== undefined) facts.push(fact as unknown as ProblemFact);
  }
  return facts;
}

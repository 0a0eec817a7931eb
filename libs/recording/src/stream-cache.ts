import type { StreamFacts } from './stream-facts.js';

/**
 * What an import has learnt of streams, so that a stream which comes again need not be read again. Bounded by the
 * number of facts; the stream not used for longest is forgotten first.
 */
export interface StreamCache {
  get(stream: string): StreamFacts | undefined;
  set(stream: string, facts: StreamFacts): void;
  /** Whether the last stream that was read turned out to be new: the next one probably is what that one was. */
  newExpected: boolean;
}

/** @param maxFacts some 300 bytes each */
export function createStreamCache(maxFacts: number): StreamCache {
  // A Map gives its keys in order of insertion: the first is the one not used for longest.
  const streams = new Map<string, StreamFacts>();
  let count = 0;

  function forget(stream: string): void {
    count -= streams.get(stream)?.byId.size ?? 0;
    streams.delete(stream);
  }

  return {
    newExpected: true,
    get: (stream) => {
      const facts = streams.get(stream);
      if (facts) {
        streams.delete(stream);
        streams.set(stream, facts);
      }
      return facts;
    },
    set: (stream, facts) => {
      forget(stream);
      streams.set(stream, facts);
      count += facts.byId.size;
      for (const oldest of streams.keys()) {
        if (count <= maxFacts) break;
        forget(oldest);
      }
    },
  };
}

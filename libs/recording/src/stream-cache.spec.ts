import { createStreamCache } from './stream-cache.js';
import type { StreamFacts } from './stream-facts.js';

const facts = (count: number): StreamFacts => ({
  revision: BigInt(count - 1),
  byId: new Map(
    Array.from({ length: count }, (_, index) => [
      `f${index}`,
      { eventId: `e${index}`, content: `c${index}`, position: 1n, revision: BigInt(index) },
    ]),
  ),
  customerId: undefined,
});

it('forgets the stream not used for longest once it holds too many facts, and never the one just learnt', () => {
  const cache = createStreamCache(10);
  cache.set('a', facts(4));
  cache.set('b', facts(4));
  cache.get('a');
  cache.set('c', facts(4));
  expect(['a', 'b', 'c'].filter((stream) => cache.get(stream))).toEqual(['a', 'c']);
  cache.set('c', facts(6)); // what was known of it before counts no more
  expect(['a', 'b', 'c'].filter((stream) => cache.get(stream))).toEqual(['a', 'c']);
  cache.set('d', facts(9));
  expect(['a', 'c', 'd'].filter((stream) => cache.get(stream))).toEqual(['d']);
});

import { defineProjection, type Projection } from './projection.js';
import { StateCache } from './state-cache.js';

interface Lines {
  readonly lines: readonly string[];
  readonly stored: number;
}

const projection = (options: Partial<Projection<Lines>>): Projection =>
  defineProjection<Lines>({
    name: 'lines',
    version: 1,
    handles: [],
    tables: {},
    partitionBy: () => undefined,
    load: () => Promise.resolve(new Map()),
    apply: (state) => state ?? { lines: [], stored: 0 },
    save: () => Promise.resolve(),
    ...options,
  });
const state = (...lines: string[]): Lines => ({ lines, stored: 0 });

describe('StateCache', () => {
  it('keeps nothing of a projection that does not ask for it', () => {
    const cache = new StateCache();
    cache.put(projection({}), new Map([['a', state('1')]]));
    expect(cache.get(projection({}), 'a')).toBeUndefined();
  });

  it('keeps the latest of each projection', () => {
    const cache = new StateCache();
    const [kept, other] = [projection({ keepStates: 2 }), projection({ keepStates: 2, name: 'other' })];
    cache.put(kept, new Map(['a', 'b'].map((each) => [each, state(each)])));
    cache.put(kept, new Map([['a', state('a', 'a')]]));
    cache.put(other, new Map([['b', state('of the other')]]));
    cache.put(kept, new Map([['c', state('c')]]));
    expect(['a', 'b', 'c'].map((each) => cache.get(kept, each))).toEqual([
      state('a', 'a'),
      undefined,
      state('c'),
    ]);
    expect(cache.get(other, 'b')).toEqual(state('of the other'));
    cache.clear();
    expect(cache.get(kept, 'a')).toBeUndefined();
  });

  it('keeps a state as it would be loaded once it has been saved', () => {
    const cache = new StateCache();
    const kept = projection({ keepStates: 1, saved: ({ lines }) => ({ lines, stored: lines.length }) });
    cache.put(kept, new Map([['a', state('1', '2')]]));
    expect(cache.get(kept, 'a')).toEqual({ lines: ['1', '2'], stored: 2 });
  });
});

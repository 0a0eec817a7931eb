import { jsonDifferences } from './json-differences.js';

const differences = (stored: unknown, computed: unknown) => [...jsonDifferences(stored, computed)];

describe('jsonDifferences', () => {
  it('finds none between documents that say the same, in whatever order', () => {
    expect(differences({ a: [1, { b: null }], c: '' }, { c: '', a: [1, { b: null }] })).toEqual([]);
  });

  it('names the innermost members, by pointers that RFC 6901 would take', () => {
    const stored = { figures: [{ met: 1, by: 'x' }], 'a/b~c': 1 };
    const computed = { figures: [{ met: 2, by: 'x' }], 'a/b~c': '1' };
    expect(differences(stored, computed)).toEqual([
      { pointer: '/figures/0/met', stored: 1, computed: 2 },
      { pointer: '/a~1b~0c', stored: 1, computed: '1' },
    ]);
  });

  it('tells what only one side has, and what is of another kind, as a whole', () => {
    expect(differences({ a: [1], b: [] }, { a: [1, { c: 2 }], b: {} })).toEqual([
      { pointer: '/a/1', stored: undefined, computed: { c: 2 } },
      { pointer: '/b', stored: [], computed: {} },
    ]);
    expect(differences({ a: null }, { a: {} })).toEqual([{ pointer: '/a', stored: null, computed: {} }]);
    expect(differences({ a: 0 }, {})).toEqual([{ pointer: '/a', stored: 0, computed: undefined }]);
    expect(differences('text', 'text')).toEqual([]);
  });
});

import { type Difference, DifferenceList } from './difference.js';

const difference = (part: Difference['part'], table: string, n: number): Difference => ({
  part,
  code: 'ROW_CHANGED',
  table,
  key: { n },
  column: 'c',
  stored: 1,
  computed: 2,
});

describe('a list of differences', () => {
  it('tells the first of each table and counts all, part by part', () => {
    const list = new DifferenceList(2);
    for (let n = 0; n < 5; n += 1) list.add(difference('tickets', 'a', n));
    list.add(difference('log', 'a', 0));
    list.addRows({ part: 'read-models', table: 'b' }, 7, [difference('read-models', 'b', 0)]);
    list.addRows({ part: 'read-models', table: 'c' }, 0, []);
    expect(list.first.map(({ part, key }) => [part, key])).toEqual([
      ['log', { n: 0 }],
      ['read-models', { n: 0 }],
      ['tickets', { n: 0 }],
      ['tickets', { n: 1 }],
    ]);
    expect(list.counts).toEqual([
      { part: 'log', table: 'a', count: 1 },
      { part: 'read-models', table: 'b', count: 7 },
      { part: 'tickets', table: 'a', count: 5 },
    ]);
  });
});

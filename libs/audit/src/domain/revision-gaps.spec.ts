import { RevisionGaps } from './revision-gaps.js';

/** Takes revisions of streams, in the order of the log. */
const gapsIn = (...events: readonly (readonly [stream: string, revision: number])[]) => {
  const gaps = new RevisionGaps();
  return events.flatMap(
    ([stream, revision], at) =>
      gaps.take({ stream, revision: BigInt(revision), position: BigInt(at + 1) }) ?? [],
  );
};

describe('revisions of streams', () => {
  it('lack nothing where each stream counts on from 0, however they are mixed', () => {
    expect(gapsIn(['a', 0], ['b', 0], ['a', 1], ['a', 2], ['b', 1])).toEqual([]);
  });

  it('lack what was taken out, and only that', () => {
    expect(gapsIn(['a', 0], ['b', 0], ['a', 3], ['a', 4], ['b', 1])).toEqual([
      { stream: 'a', from: 1, to: 3, before: 3n },
    ]);
    expect(gapsIn(['a', 1], ['a', 2])).toEqual([{ stream: 'a', from: 0, to: 1, before: 1n }]);
  });

  it('do not go back', () => {
    expect(gapsIn(['a', 0], ['a', 1], ['a', 1])).toEqual([{ stream: 'a', from: 2, to: 1, before: 3n }]);
  });
});

import fc from 'fast-check';
import { verifier } from '../../../../test/support/verifier.js';
import { grownTree, someLeaves } from '../../test/grown-tree.js';
import { mth } from '../../test/rfc6962.oracle.js';
import { hexOf, leafHash } from './merkle-hash.js';
import { walkOf, type LeafRange } from './merkle-shape.js';
import { carryOut } from './proofs.js';

const MOST = 300;
const leaves = someLeaves(MOST);
const { nodes } = grownTree(leaves);

const question = fc
  .integer({ min: 1, max: MOST })
  .chain((size) => fc.tuple(fc.constant(size), fc.uniqueArray(fc.nat(size - 1), { maxLength: 40 })))
  .map(([size, some]) => ({ size, indexes: some.sort((a, b) => a - b) }));

/** The lines of a proof, as an export has them. */
const linesOf = (indexes: readonly number[], size: number) => {
  const steps = walkOf(indexes, size);
  const ranges = steps.filter((step): step is LeafRange => 'from' in step);
  const hashes = carryOut({ ranges }, nodes).map(hexOf).values();
  return steps.map((step) => ('leaf' in step ? step : { ...step, hash: hashes.next().value! }));
};

describe('a walk over a tree', () => {
  it('leads the verifier from any leaves to the root of RFC 6962, in one way only', () => {
    fc.assert(
      fc.property(question, fc.nat(), ({ size, indexes }, at) => {
        const lines = linesOf(indexes, size);
        const hashes = indexes.map((index) => Buffer.from(leafHash(leaves[index]!)));
        expect(verifier.rootOfWalk(lines, hashes, size)).toBe(mth(leaves.slice(0, size)));
        const place = at % lines.length;
        expect(verifier.rootOfWalk(lines.toSpliced(place, 1), hashes, size)).toBe(null);
        expect(verifier.rootOfWalk(lines.toSpliced(place, 0, lines[place]!), hashes, size)).toBe(null);
        expect(verifier.rootOfWalk(lines, hashes.slice(1), size)).toBe(
          indexes.length === 0 ? mth(leaves.slice(0, size)) : null,
        );
        const other = verifier.rootOfWalk(lines, hashes, size + 1);
        expect(other).not.toBe(mth(leaves.slice(0, size)));
      }),
      { numRuns: 200 },
    );
  });

  it('has no two hashes of which one would do', () => {
    fc.assert(
      fc.property(question, ({ size, indexes }) => {
        const steps = walkOf(indexes, size);
        for (const [at, left] of steps.entries()) {
          const right = steps[at + 1];
          if (right === undefined || 'leaf' in left || 'leaf' in right) continue;
          const width = left.to - left.from;
          const isPerfect = Number.isInteger(Math.log2(width)) && left.from % (2 * width) === 0;
          expect(isPerfect && right.to === Math.min(left.from + 2 * width, size)).toBe(false);
        }
      }),
    );
  });

  it('is refused for a leaf that the tree has not', () => {
    expect(walkOf([2], 3)).toEqual([{ from: 0, to: 2 }, { leaf: 2 }]);
    expect(() => walkOf([3], 3)).toThrow(RangeError);
    expect(walkOf([], 0)).toEqual([]);
  });
});

import fc from 'fast-check';
import { grownTree, someLeaves } from '../../test/grown-tree.js';
import { acceptsPath, acceptsProof, mth, path, proof } from '../../test/rfc6962.oracle.js';
import { hashFromHex, hexOf, leafHash } from './merkle-hash.js';
import {
  carryOut,
  nodesOfPlan,
  planConsistency,
  planInclusion,
  planRoot,
  provesConsistency,
  provesInclusion,
} from './proofs.js';
import { rootOf } from './tree-growth.js';

const MOST = 300;
const leaves = someLeaves(MOST);
const { nodes } = grownTree(leaves);

const size = fc.integer({ min: 1, max: MOST });
const leafOfTree = size.chain((n) => fc.tuple(fc.integer({ min: 0, max: n - 1 }), fc.constant(n)));
const twoTrees = size.chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));

describe('our proofs and those of the text of RFC 6962', () => {
  it('are the same, and each side accepts the proofs of the other: inclusion', () => {
    fc.assert(
      fc.property(leafOfTree, ([index, n]) => {
        const [own, root] = [carryOut(planInclusion(index, n), nodes), mth(leaves.slice(0, n))];
        const leaf = leafHash(leaves[index]!);
        const theirs = path(index, leaves.slice(0, n));
        expect(own.map(hexOf)).toEqual(theirs);
        expect(acceptsPath(index, n, hexOf(leaf), own.map(hexOf), root)).toBe(true);
        const told = { leaf, index, size: n, root: hashFromHex(root) };
        expect(provesInclusion(told, theirs.map(hashFromHex))).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('are the same, and each side accepts the proofs of the other: consistency', () => {
    fc.assert(
      fc.property(twoTrees, ([m, n]) => {
        const own = carryOut(planConsistency(m, n), nodes);
        const [a, b] = [mth(leaves.slice(0, m)), mth(leaves.slice(0, n))];
        const [first, second] = [
          { size: m, root: hashFromHex(a) },
          { size: n, root: hashFromHex(b) },
        ];
        if (m === 0) return expect(own).toEqual([]);
        const theirs = proof(m, leaves.slice(0, n));
        expect(own.map(hexOf)).toEqual(theirs);
        expect(acceptsProof(m, n, own.map(hexOf), a, b)).toBe(true);
        expect(provesConsistency(first, second, theirs.map(hashFromHex))).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('show nothing of another leaf, another place or another tree', () => {
    fc.assert(
      fc.property(leafOfTree, leafOfTree, ([index, n], [other, m]) => {
        const own = carryOut(planInclusion(index, n), nodes);
        const [root] = carryOut(planRoot(m), nodes);
        const claim = { leaf: leafHash(leaves[other]!), index: other, size: m, root: root! };
        expect(provesInclusion(claim, own)).toBe(index === other && n === m);
      }),
    );
  });

  it('come from O(log n) stored nodes, in a tree of any size', () => {
    const large = fc.integer({ min: 2, max: 2 ** 50 });
    fc.assert(
      fc.property(
        large.chain((n) => fc.tuple(fc.integer({ min: 1, max: n - 1 }), fc.constant(n))),
        ([m, n]) => {
          const levels = Math.ceil(Math.log2(n)) + 1;
          for (const plan of [planInclusion(m, n), planConsistency(m, n), planRoot(n)]) {
            expect(plan.ranges.length).toBeLessThanOrEqual(levels);
            expect(nodesOfPlan(plan).length).toBeLessThanOrEqual(8 * levels);
          }
        },
      ),
    );
  });
});

describe('a tree', () => {
  it('is the same however its leaves came: any batches leave the same nodes and the same edge', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 70 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(size, lengths, (n, batches) => {
        const [clean, cut] = [grownTree(leaves.slice(0, n)), grownTree(leaves.slice(0, n), batches)];
        expect(cut).toEqual(clean);
        expect(hexOf(rootOf(cut.edge))).toBe(mth(leaves.slice(0, n)));
        expect(carryOut(planRoot(n), cut.nodes).map(hexOf)).toEqual([hexOf(rootOf(cut.edge))]);
      }),
      { numRuns: 50 },
    );
  });
});

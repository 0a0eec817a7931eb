import { readFileSync } from 'node:fs';
import { grownTree } from '../../test/grown-tree.js';
import { emptyRoot, hashFromHex, hexOf, leafHash, nodeHash, type Hash } from './merkle-hash.js';
import {
  carryOut,
  planConsistency,
  planInclusion,
  planRoot,
  provesConsistency,
  provesInclusion,
} from './proofs.js';
import { rootOf } from './tree-growth.js';

interface ReferenceData {
  readonly leaves: readonly string[];
  readonly emptyRoot: string;
  readonly leafHash: { readonly leaf: string; readonly hash: string };
  readonly nodeHash: { readonly left: string; readonly right: string; readonly hash: string };
  readonly roots: readonly string[];
  readonly inclusion: readonly { readonly index: number; readonly size: number; readonly proof: string[] }[];
  readonly consistency: readonly {
    readonly first: number;
    readonly second: number;
    readonly proof: string[];
  }[];
}

const FILE = `${import.meta.dirname}/../../../../test/fixtures/transparency/transparency-dev.json`;
const data = JSON.parse(readFileSync(FILE, 'utf8')) as ReferenceData;

const leaves = data.leaves.map((hex) => Buffer.from(hex, 'hex'));
const { nodes } = grownTree(leaves);
const rootAt = (size: number): Hash => hashFromHex(data.roots[size - 1]!);
const SOME = hashFromHex('abacaba000000000000000000000000000000000000000000060061e00123456');
const NONE = Buffer.alloc(0);

const flipped = (hash: Hash): Hash => Buffer.from(hash).fill((hash[0] ?? 0) ^ 8, 0, 1);
/** What the reference tests do to a proof as well: each of them must be refused. */
const spoilt = (proof: readonly Hash[], root: Hash): [string, Hash[]][] => [
  ['trailing garbage', [...proof, NONE]],
  ['trailing root', [...proof, root]],
  ['preceding garbage', [NONE, ...proof]],
  ['preceding root', [root, ...proof]],
  ...proof.map((hash, at): [string, Hash[]] => [`bit of ${at}`, proof.with(at, flipped(hash))]),
  ...(proof.length > 0 ? [['removed', proof.slice(0, -1)] as [string, Hash[]]] : []),
  ...(proof.length > 1 ? [['inserted', [proof[0]!, SOME, ...proof.slice(1)]] as [string, Hash[]]] : []),
];

describe('the reference data of Certificate Transparency and transparency-dev', () => {
  it('gives our hashes', () => {
    expect(hexOf(emptyRoot())).toBe(data.emptyRoot);
    expect(hexOf(leafHash(data.leafHash.leaf))).toBe(data.leafHash.hash);
    const { left, right, hash } = data.nodeHash;
    expect(hexOf(nodeHash(Buffer.from(left), Buffer.from(right)))).toBe(hash);
  });

  it.each(data.roots.map((root, at) => [at + 1, root] as const))(
    'gives the root of %d leaves',
    (size, root) => {
      expect(hexOf(rootOf(grownTree(leaves.slice(0, size)).edge))).toBe(root);
      expect(carryOut(planRoot(size), nodes).map(hexOf)).toEqual([root]);
    },
  );

  it.each(data.inclusion)(
    'gives the path of leaf $index of $size, and no other',
    ({ index, size, proof }) => {
      const path = carryOut(planInclusion(index, size), nodes);
      expect(path.map(hexOf)).toEqual(proof);
      const [leaf, root] = [leafHash(leaves[index]!), rootAt(size)];
      expect(provesInclusion({ leaf, index, size, root }, path)).toBe(true);
      const others = [
        ...[index - 1, index + 1, index ^ 2].map((wrong) => ({ leaf, index: wrong, size, root })),
        ...[size * 2, Math.floor(size / 2)].map((wrong) => ({ leaf, index, size: wrong, root })),
        ...[SOME, NONE, Buffer.from('WrongLeaf')].map((wrong) => ({ leaf: wrong, index, size, root })),
        ...[SOME, NONE, emptyRoot()].map((wrong) => ({ leaf, index, size, root: wrong })),
      ];
      expect(others.filter((other) => provesInclusion(other, path))).toEqual([]);
      const accepted = spoilt(path, root).filter(([, wrong]) =>
        provesInclusion({ leaf, index, size, root }, wrong),
      );
      expect(accepted).toEqual([]);
    },
  );

  it.each(data.consistency)('gives the proof of $first within $second, and no other', (vector) => {
    const [first, second] = [vector.first, vector.second].map((size) => ({ size, root: rootAt(size) }));
    const proof = carryOut(planConsistency(vector.first, vector.second), nodes);
    expect(proof.map(hexOf)).toEqual(vector.proof);
    expect(provesConsistency(first!, second!, proof)).toBe(true);
    const accepted = spoilt(proof, first!.root).filter(([, wrong]) =>
      provesConsistency(first!, second!, wrong),
    );
    expect(accepted).toEqual([]);
    if (proof.length === 0) return;
    const { size: m, root: a } = first!;
    const { size: n, root: b } = second!;
    const others = [
      ...[m - 1, m + 1, m ^ 2].map((size) => [{ size, root: a }, second!] as const),
      ...[n * 2, Math.floor(n / 2)].map((size) => [first!, { size, root: b }] as const),
      [
        { size: m, root: b },
        { size: n, root: a },
      ] as const,
      [{ size: m, root: SOME }, second!] as const,
      [first!, { size: n, root: SOME }] as const,
    ];
    // The empty tree is the beginning of every one: its proof is empty, and this one is not.
    expect(others.filter(([one, other]) => provesConsistency(one, other, proof))).toEqual([]);
  });

  it('refuses what no tree can show', () => {
    const none = { size: 0, root: emptyRoot() };
    expect(provesConsistency(none, { size: 3, root: SOME }, [])).toBe(true);
    expect(provesConsistency(none, { size: 3, root: SOME }, [SOME])).toBe(false);
    expect(provesConsistency({ size: 2, root: SOME }, { size: 1, root: SOME }, [])).toBe(false);
    expect(provesConsistency({ size: 1, root: SOME }, { size: 2, root: SOME }, [])).toBe(false);
    expect(provesConsistency({ size: 1, root: SOME }, { size: 1, root: emptyRoot() }, [])).toBe(false);
    expect(provesInclusion({ leaf: SOME, index: 0, size: 0, root: SOME }, [])).toBe(false);
    expect(provesInclusion({ leaf: SOME, index: 0.5, size: 1, root: SOME }, [])).toBe(false);
  });
});

import { isSameHash, nodeHash, HASH_BYTES, type Hash } from './merkle-hash.js';
import { consistencyPlan, inclusionPlan, type LeafRange } from './merkle-shape.js';
import { nodesFor, rangeHash, type StoredNodes } from './stored-nodes.js';

/** Hashes of a proof, in the order of RFC 6962. */
export type Proof = readonly Hash[];

/** What a proof is made of, before any hash is known: which ranges, and which stored nodes they need. */
export interface ProofPlan {
  readonly ranges: readonly LeafRange[];
}

export const planInclusion = (index: number, size: number): ProofPlan => ({
  ranges: inclusionPlan(index, size),
});
export const planConsistency = (first: number, second: number): ProofPlan => ({
  ranges: consistencyPlan(first, second),
});
export const planRoot = (size: number): ProofPlan => ({ ranges: [{ from: 0, to: size }] });

/** The stored nodes that the plan needs. */
export const nodesOfPlan = ({ ranges }: ProofPlan) => nodesFor(ranges);

/** @throws Error where `nodes` lacks one that the plan needs */
export const carryOut = ({ ranges }: ProofPlan, nodes: StoredNodes): Proof =>
  ranges.map((range) => rangeHash(range, nodes));

const isSize = (size: number): boolean => Number.isSafeInteger(size) && size >= 0;
const areHashes = (hashes: Proof): boolean => hashes.every(({ length }) => length === HASH_BYTES);

/**
 * Whether a proof shows a leaf to be in the tree with that root (RFC 9162, 2.1.3.2).
 *
 * @param leaf hash of the leaf
 */
export function provesInclusion(
  { leaf, index, size, root }: { leaf: Hash; index: number; size: number; root: Hash },
  proof: Proof,
): boolean {
  if (!isSize(index) || !isSize(size) || index >= size || !areHashes([leaf, root, ...proof])) return false;
  let [at, last, hash] = [index, size - 1, leaf];
  for (const sibling of proof) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(sibling, hash);
      while (at % 2 === 0 && at > 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else hash = nodeHash(hash, sibling);
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && isSameHash(hash, root);
}

/** Whether a proof shows the one tree to be the beginning of the other (RFC 9162, 2.1.4.2). */
export function provesConsistency(
  first: { readonly size: number; readonly root: Hash },
  second: { readonly size: number; readonly root: Hash },
  proof: Proof,
): boolean {
  if (!isSize(first.size) || !isSize(second.size) || first.size > second.size) return false;
  if (!areHashes([first.root, second.root, ...proof])) return false;
  if (first.size === second.size) return proof.length === 0 && isSameHash(first.root, second.root);
  if (first.size === 0) return proof.length === 0;
  let [at, last] = [first.size - 1, second.size - 1];
  while (at % 2 === 1) [at, last] = [(at - 1) / 2, Math.floor(last / 2)];
  // Where the first tree is one perfect subtree of the second, its root begins the way up, and is not repeated.
  const [start, ...rest] = at === 0 ? [first.root, ...proof] : proof;
  if (start === undefined) return false;
  let [ofFirst, ofSecond] = [start, start];
  for (const sibling of rest) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      ofFirst = nodeHash(sibling, ofFirst);
      ofSecond = nodeHash(sibling, ofSecond);
      while (at % 2 === 0 && at > 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else ofSecond = nodeHash(ofSecond, sibling);
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && isSameHash(ofFirst, first.root) && isSameHash(ofSecond, second.root);
}

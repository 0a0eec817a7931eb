import { emptyRoot, nodeHash, type Hash } from './merkle-hash.js';
import { subtreesOf, type LeafRange, type Subtree } from './merkle-shape.js';

/**
 * Every fourth level of the tree is stored: leaves (0), and the perfect subtrees of 16, 256, ... leaves. What lies between
 * is hashed again from at most 8 stored nodes, which halves what has to be written and stored.
 */
const STEP = 4;

export const isStored = (level: number): boolean => level % STEP === 0;

/** Names a node in a map. */
export const nodeKey = ({ level, index }: Subtree): string => `${level}/${index}`;

/** Hashes of stored nodes by `nodeKey`. */
export type StoredNodes = ReadonlyMap<string, Hash>;

/** The stored nodes from which the hash of a subtree is made, from the left: itself, or up to 8 below it. */
function storedBelow({ level, index }: Subtree): readonly Subtree[] {
  const stored = level - (level % STEP);
  const width = 2 ** (level - stored);
  return Array.from({ length: width }, (_, at) => ({ level: stored, index: index * width + at }));
}

/** The stored nodes that the hashes of these ranges are made of: O(log n) for each. */
export const nodesFor = (ranges: readonly LeafRange[]): readonly Subtree[] =>
  ranges.flatMap((range) => subtreesOf(range).flatMap(storedBelow));

function subtreeHash(subtree: Subtree, nodes: StoredNodes): Hash {
  let level = storedBelow(subtree).map((node) => {
    const hash = nodes.get(nodeKey(node));
    if (hash === undefined) throw new Error(`the stored tree lacks its node ${nodeKey(node)}`);
    return hash;
  });
  while (level.length > 1) {
    level = level.flatMap((left, at) => {
      const right = level[at + 1];
      return at % 2 === 0 && right !== undefined ? [nodeHash(left, right)] : [];
    });
  }
  const [hash] = level;
  if (hash === undefined) throw new Error('a subtree has at least one node');
  return hash;
}

/**
 * The hash that stands for a range of leaves: of a whole tree, its root (RFC 6962, 2.1: `MTH`).
 *
 * @throws Error where `nodes` lacks one of `nodesFor`
 */
export function rangeHash(range: LeafRange, nodes: StoredNodes): Hash {
  const hashes = subtreesOf(range).map((subtree) => subtreeHash(subtree, nodes));
  const last = hashes.pop();
  return last === undefined ? emptyRoot() : hashes.reduceRight((right, left) => nodeHash(left, right), last);
}

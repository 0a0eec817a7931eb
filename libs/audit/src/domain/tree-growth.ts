import { emptyRoot, nodeHash, type Hash } from './merkle-hash.js';
import { subtreesOf, type Subtree } from './merkle-shape.js';
import { isStored } from './stored-nodes.js';

/** The right edge of a tree: all that is needed to let it grow, and O(log n). */
export interface TreeEdge {
  readonly size: number;
  /** The perfect subtrees that make up the tree, from the left. */
  readonly hashes: readonly Hash[];
}

export const emptyTree: TreeEdge = { size: 0, hashes: [] };

/** A stored node above the leaves. */
export interface GrownNode extends Subtree {
  readonly hash: Hash;
}

/** The subtrees whose hashes are the edge of a tree of that size, from the left. */
export const edgeOf = (size: number): readonly Subtree[] => subtreesOf({ from: 0, to: size });

/** The root of the tree (RFC 6962, 2.1: `MTH`). */
export function rootOf({ hashes }: TreeEdge): Hash {
  const last = hashes.at(-1);
  if (last === undefined) return emptyRoot();
  return hashes.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), last);
}

/**
 * The tree after more leaves, and the nodes that are to be stored of what has grown. However the leaves are cut into
 * batches, the same nodes come out.
 */
export function grow(
  edge: TreeEdge,
  leaves: readonly Hash[],
): { edge: TreeEdge; nodes: readonly GrownNode[] } {
  const hashes = [...edge.hashes];
  const nodes: GrownNode[] = [];
  let { size } = edge;
  for (const leaf of leaves) {
    let hash = leaf;
    // As when one is added to a binary number: each full subtree at the edge joins the one that has just become full.
    for (let [level, index] = [1, size]; index % 2 === 1; level += 1) {
      const left = hashes.pop();
      if (left === undefined) throw new Error(`the edge is not that of a tree of ${size} leaves`);
      hash = nodeHash(left, hash);
      index = (index - 1) / 2;
      if (isStored(level)) nodes.push({ level, index, hash });
    }
    hashes.push(hash);
    size += 1;
  }
  return { edge: { size, hashes }, nodes };
}

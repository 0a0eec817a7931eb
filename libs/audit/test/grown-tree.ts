import { leafHash, type Hash } from '../src/domain/merkle-hash.js';
import { nodeKey, type StoredNodes } from '../src/domain/stored-nodes.js';
import { emptyTree, grow, type TreeEdge } from '../src/domain/tree-growth.js';

/** A tree grown from leaves in batches of the given lengths (again and again), with all that would be stored of it. */
export function grownTree(
  leaves: readonly Uint8Array[],
  lengths: readonly number[] = [leaves.length],
): { edge: TreeEdge; nodes: StoredNodes } {
  const nodes = new Map<string, Hash>();
  let edge = emptyTree;
  for (let turn = 0; edge.size < leaves.length; turn += 1) {
    const from = edge.size;
    const hashes = leaves.slice(from, from + Math.max(1, lengths[turn % lengths.length] ?? 1)).map(leafHash);
    hashes.forEach((hash, at) => nodes.set(nodeKey({ level: 0, index: from + at }), hash));
    const grown = grow(edge, hashes);
    for (const node of grown.nodes) nodes.set(nodeKey(node), node.hash);
    edge = grown.edge;
  }
  return { edge, nodes };
}

/** So many leaves, each of its own content. */
export const someLeaves = (count: number, salt = ''): readonly Buffer[] =>
  Array.from({ length: count }, (_, index) => Buffer.from(`${salt}leaf ${index}`));

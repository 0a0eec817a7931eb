import { createHash } from 'node:crypto';

/*
 * RFC 6962, section 2.1, as it is written, over the hashes of all leaves: what proofs are when nothing is stored. No code
 * of the project is used here.
 */

/** @param {number} n more than 1 @returns {number} the largest power of two below it */
const splitOf = (n) => 2 ** (Math.ceil(Math.log2(n)) - 1);

/** @param {Uint8Array} left @param {Uint8Array} right */
const node = (left, right) =>
  createHash('sha256').update(Uint8Array.of(1)).update(left).update(right).digest();

/**
 * The root of the leaves from one index to before another.
 *
 * @param {readonly Uint8Array[]} leaves
 * @param {number} from
 * @param {number} to
 * @returns {Uint8Array}
 */
export function rootOf(leaves, from, to) {
  if (to - from === 1) return leaves[from];
  const middle = from + splitOf(to - from);
  return node(rootOf(leaves, from, middle), rootOf(leaves, middle, to));
}

/** The audit path of a leaf, from the leaf up: `PATH`. @returns {Uint8Array[]} */
export function pathOf(leaves, index, from, to) {
  if (to - from === 1) return [];
  const middle = from + splitOf(to - from);
  return index < middle
    ? [...pathOf(leaves, index, from, middle), rootOf(leaves, middle, to)]
    : [...pathOf(leaves, index, middle, to), rootOf(leaves, from, middle)];
}

/** Where the path of a leaf leads to. */
function endOfPath(leaf, index, size, path) {
  if (size === 1) return path.length === 0 ? leaf : undefined;
  const [sibling, rest, middle] = [path.at(-1), path.slice(0, -1), splitOf(size)];
  const below =
    index < middle
      ? endOfPath(leaf, index, middle, rest)
      : endOfPath(leaf, index - middle, size - middle, rest);
  if (below === undefined || sibling === undefined) return undefined;
  return index < middle ? node(below, sibling) : node(sibling, below);
}

const isSame = (one, other) => one !== undefined && Buffer.compare(one, other) === 0;

/** Does the path lead from the leaf to the root of a tree of that size? */
export const holdsLeaf = (leaf, index, size, path, root) => isSame(endOfPath(leaf, index, size, path), root);

/** Both roots to which a consistency proof leads. */
function endsOfProof(first, second, proof, known) {
  if (first === second) {
    const own = known ?? proof[0];
    return own !== undefined && proof.length === (known === undefined ? 1 : 0) ? [own, own] : undefined;
  }
  const [sibling, rest, middle] = [proof.at(-1), proof.slice(0, -1), splitOf(second)];
  const isLeft = first <= middle;
  const below = isLeft
    ? endsOfProof(first, middle, rest, known)
    : endsOfProof(first - middle, second - middle, rest, undefined);
  if (below === undefined || sibling === undefined) return undefined;
  const [old, now] = below;
  return isLeft ? [old, node(now, sibling)] : [node(sibling, old), node(sibling, now)];
}

/** Does the proof lead to both roots? */
export function holdsBeginning(first, second, proof, rootOfFirst, rootOfSecond) {
  const ends = endsOfProof(first, second, proof, rootOfFirst);
  return ends !== undefined && isSame(ends[0], rootOfFirst) && isSame(ends[1], rootOfSecond);
}

/** Leaves `from` up to and without `to`; as much of the tree as one hash stands for. */
export interface LeafRange {
  readonly from: number;
  readonly to: number;
}

/** A subtree with all its 2^level leaves: the `index`th of its level. Its hash never changes again. */
export interface Subtree {
  readonly level: number;
  readonly index: number;
}

/** The largest power of two below `size`, which is at least 2 (RFC 6962, 2.1: `k`). */
function split(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}

/** The perfect subtrees that make up a range, from the left; at most two of a level. */
export function subtreesOf({ from, to }: LeafRange): readonly Subtree[] {
  const subtrees: Subtree[] = [];
  for (let at = from; at < to;) {
    let [level, width] = [0, 1];
    while (at % (width * 2) === 0 && at + width * 2 <= to) [level, width] = [level + 1, width * 2];
    subtrees.push({ level, index: at / width });
    at += width;
  }
  return subtrees;
}

/**
 * The ranges whose hashes prove that a leaf is in the tree, the nearest first (RFC 6962, 2.1.1: `PATH`).
 *
 * @throws RangeError where the tree has no such leaf
 * @example inclusionPlan(2, 3) // [{ from: 0, to: 2 }]
 */
export function inclusionPlan(index: number, size: number): readonly LeafRange[] {
  if (index < 0 || index >= size) throw new RangeError(`a tree of ${size} leaves has no leaf ${index}`);
  const path: LeafRange[] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const middle = from + split(to - from);
    if (index < middle) {
      path.push({ from: middle, to });
      to = middle;
    } else {
      path.push({ from, to: middle });
      from = middle;
    }
  }
  return path.reverse();
}

/**
 * The ranges whose hashes prove that the tree of `first` leaves is the beginning of that of `second` (RFC 6962, 2.1.2:
 * `PROOF`). Empty where they are one tree, or the first has no leaf.
 *
 * @throws RangeError where the first is the larger one
 */
export function consistencyPlan(first: number, second: number): readonly LeafRange[] {
  if (first < 0 || first > second) throw new RangeError(`a tree of ${second} leaves has none of ${first}`);
  if (first === 0) return [];
  const path: LeafRange[] = [];
  let [from, to] = [0, second];
  while (to !== first) {
    const middle = from + split(to - from);
    if (first <= middle) {
      path.push({ from: middle, to });
      to = middle;
    } else {
      path.push({ from, to: middle });
      from = middle;
    }
  }
  // From the left edge on it is the first tree's own root, which the verifier has.
  if (from > 0) path.push({ from, to });
  return path.reverse();
}

/** One step of a walk over a tree of which some leaves are at hand: such a leaf, or a range that holds none of them. */
export type WalkStep = { readonly leaf: number } | LeafRange;

/**
 * The walk that proves many leaves to be in one tree: whoever has them needs the hashes of the ranges between, each
 * once, and none that follows from the others. From the left: a range without a leaf of ours is one step; a single leaf
 * is one; any other range is split as RFC 6962 splits a tree.
 *
 * @param leaves their indexes, ascending
 * @throws RangeError where the tree has no such leaf
 * @example walkOf([2], 3) // [{ from: 0, to: 2 }, { leaf: 2 }]
 */
export function walkOf(leaves: readonly number[], size: number): readonly WalkStep[] {
  const steps: WalkStep[] = [];
  let next = 0;
  function walk({ from, to }: LeafRange): void {
    const leaf = leaves[next];
    if (leaf === undefined || leaf >= to) steps.push({ from, to });
    else if (to - from === 1) {
      steps.push({ leaf });
      next += 1;
    } else {
      const middle = from + split(to - from);
      walk({ from, to: middle });
      walk({ from: middle, to });
    }
  }
  if (size > 0) walk({ from: 0, to: size });
  if (next < leaves.length) throw new RangeError(`a tree of ${size} leaves has no leaf ${leaves[next]}`);
  return steps;
}

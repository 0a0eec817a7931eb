import { createHash } from 'node:crypto';

/*
 * RFC 6962, section 2.1, word for word and as slow as it reads: the tree as a list of leaves, everything by recursion.
 * No code of the library is used here. Hashes are hex.
 */

const sha256 = (...parts: readonly (Buffer | string)[]): string => {
  const bytes = parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'hex') : part));
  return createHash('sha256').update(Buffer.concat(bytes)).digest('hex');
};

/** "the largest power of two smaller than n" */
const k = (n: number): number => {
  for (let power = 1; ; power *= 2) if (power < n && power * 2 >= n) return power;
};

/** MTH(D[n]) */
export const mth = (leaves: readonly Buffer[]): string => {
  const n = leaves.length;
  if (n === 0) return sha256();
  if (n === 1) return sha256('00', leaves[0]!);
  return sha256('01', mth(leaves.slice(0, k(n))), mth(leaves.slice(k(n))));
};

/** PATH(m, D[n]) */
export const path = (m: number, leaves: readonly Buffer[]): string[] => {
  const n = leaves.length;
  if (n === 1) return [];
  const [left, right] = [leaves.slice(0, k(n)), leaves.slice(k(n))];
  return m < k(n) ? [...path(m, left), mth(right)] : [...path(m - k(n), right), mth(left)];
};

/** SUBPROOF(m, D[n], b) */
const subproof = (m: number, leaves: readonly Buffer[], b: boolean): string[] => {
  const n = leaves.length;
  if (m === n) return b ? [] : [mth(leaves)];
  const [left, right] = [leaves.slice(0, k(n)), leaves.slice(k(n))];
  return m <= k(n) ? [...subproof(m, left, b), mth(right)] : [...subproof(m - k(n), right, false), mth(left)];
};

/** PROOF(m, D[n]) */
export const proof = (m: number, leaves: readonly Buffer[]): string[] => subproof(m, leaves, true);

/** The root that an audit path leads to, read off the recursion that made it; undefined: it has another length. */
const rootOfPath = (m: number, n: number, leaf: string, hashes: readonly string[]): string | undefined => {
  if (n === 1) return hashes.length === 0 ? leaf : undefined;
  const sibling = hashes.at(-1);
  if (sibling === undefined) return undefined;
  const rest = hashes.slice(0, -1);
  const inner = m < k(n) ? rootOfPath(m, k(n), leaf, rest) : rootOfPath(m - k(n), n - k(n), leaf, rest);
  if (inner === undefined) return undefined;
  return m < k(n) ? sha256('01', inner, sibling) : sha256('01', sibling, inner);
};

export const acceptsPath = (m: number, n: number, leaf: string, hashes: readonly string[], root: string) =>
  m < n && rootOfPath(m, n, leaf, hashes) === root;

/** Both roots that a consistency proof leads to; undefined: it has another length. */
const rootsOfProof = (
  m: number,
  n: number,
  hashes: readonly string[],
  known: string | undefined,
): readonly [string, string] | undefined => {
  if (m === n) {
    const own = known ?? hashes[0];
    return own !== undefined && hashes.length === (known === undefined ? 1 : 0) ? [own, own] : undefined;
  }
  const sibling = hashes.at(-1);
  if (sibling === undefined) return undefined;
  const rest = hashes.slice(0, -1);
  if (m <= k(n)) {
    const inner = rootsOfProof(m, k(n), rest, known);
    return inner && [inner[0], sha256('01', inner[1], sibling)];
  }
  const inner = rootsOfProof(m - k(n), n - k(n), rest, undefined);
  return inner && [sha256('01', sibling, inner[0]), sha256('01', sibling, inner[1])];
};

export const acceptsProof = (
  m: number,
  n: number,
  hashes: readonly string[],
  rootOfM: string,
  rootOfN: string,
) => {
  const roots = rootsOfProof(m, n, hashes, rootOfM);
  return roots !== undefined && roots[0] === rootOfM && roots[1] === rootOfN;
};

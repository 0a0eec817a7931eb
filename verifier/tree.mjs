// @ts-check
import { createHash } from 'node:crypto';

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
export const hexSha256 = (bytes) => sha256(bytes).toString('hex');
export const leafHash = (leaf) => sha256(Buffer.of(0), leaf);
const nodeHash = (left, right) => sha256(Buffer.of(1), left, right); // RFC 6962, 2.1

/** The largest power of two below a size. */
const split = (size) => 2 ** (Math.ceil(Math.log2(size)) - 1);

const hashOf = (hex) => (typeof hex === 'string' && /^[0-9a-f]{64}$/.test(hex) ? Buffer.from(hex, 'hex') : null);

/** The root (hex) of a tree, from the hashes of some leaves and a walk from the left: `{ leaf }`, or `{ from, to, hash }` between them. */
export function rootOfWalk(steps, leaves, size) {
  const indexes = steps.flatMap((step) => ('leaf' in step ? [step.leaf] : []));
  let [step, leaf] = [0, 0];
  const hash = (from, to) => {
    const index = indexes[leaf];
    const told = steps[step];
    if (index === undefined || index >= to) {
      step += 1;
      return told?.from === from && told.to === to ? hashOf(told.hash) : null;
    }
    if (to - from === 1) {
      step += 1;
      return index === from && told?.leaf === index ? leaves[leaf++] : null;
    }
    const middle = from + split(to - from);
    const left = hash(from, middle);
    const right = left && hash(middle, to);
    return right && nodeHash(left, right);
  };
  if (indexes.length !== leaves.length || !Number.isSafeInteger(size) || size < 1) return null;
  const root = hash(0, size);
  return root && step === steps.length ? root.toString('hex') : null;
}

/** Whether a proof, hashes in hex, shows the one tree to be the beginning of the other (RFC 6962, 2.1.2, read backwards). */
export function isBeginning(first, second, proof) {
  const firstRoot = hashOf(first.rootHash);
  if (!Array.isArray(proof) || !firstRoot || !(first.treeSize < second.treeSize)) return false;
  const hashes = proof.map(hashOf);
  let next = 0;
  const roots = (m, n, whole) => {
    if (m === n) {
      const hash = whole ? firstRoot : hashes[next++];
      return hash && [hash, hash];
    }
    const k = split(n);
    const below = m <= k ? roots(m, k, whole) : roots(m - k, n - k, false);
    const beside = hashes[next++];
    if (!below || !beside) return null;
    const [old, now] = below;
    return m <= k ? [old, nodeHash(now, beside)] : [nodeHash(beside, old), nodeHash(beside, now)];
  };
  const found = roots(first.treeSize, second.treeSize, true);
  return !!found && next === hashes.length && found[0].equals(firstRoot) && found[1].toString('hex') === second.rootHash;
}

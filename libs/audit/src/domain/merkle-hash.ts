import { createHash } from 'node:crypto';

/** SHA-256, 32 bytes. */
export type Hash = Uint8Array;

export const HASH_BYTES = 32;

const LEAF_PREFIX = Uint8Array.of(0);
const NODE_PREFIX = Uint8Array.of(1);

/** The root of a tree without leaves (RFC 6962, 2.1). */
export const emptyRoot = (): Hash => createHash('sha256').digest();

/** @param leaf its bytes; text stands for its UTF-8 */
export const leafHash = (leaf: Uint8Array | string): Hash =>
  createHash('sha256').update(LEAF_PREFIX).update(leaf).digest();

export const nodeHash = (left: Hash, right: Hash): Hash =>
  createHash('sha256').update(NODE_PREFIX).update(left).update(right).digest();

export const isSameHash = (one: Hash, other: Hash): boolean => Buffer.compare(one, other) === 0;

/** Lower case hex, as answers and heads have it. */
export const hexOf = (hash: Hash): string => Buffer.from(hash).toString('hex');

export const hashFromHex = (hex: string): Hash => Buffer.from(hex, 'hex');

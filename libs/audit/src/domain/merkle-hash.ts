import { hash } from 'node:crypto';

/** SHA-256, 32 bytes. */
export type Hash = Uint8Array;

export const HASH_BYTES = 32;

const LEAF_PREFIX = Uint8Array.of(0);
const NODE_PREFIX = Uint8Array.of(1);

const sha256 = (bytes: Uint8Array | string): Hash => hash('sha256', bytes, 'buffer');

/** The root of a tree without leaves (RFC 6962, 2.1). */
export const emptyRoot = (): Hash => sha256('');

/** @param leaf its bytes; text stands for its UTF-8 */
export const leafHash = (leaf: Uint8Array | string): Hash =>
  sha256(typeof leaf === 'string' ? `\0${leaf}` : Buffer.concat([LEAF_PREFIX, leaf]));

export const nodeHash = (left: Hash, right: Hash): Hash => sha256(Buffer.concat([NODE_PREFIX, left, right]));

export const isSameHash = (one: Hash, other: Hash): boolean => Buffer.compare(one, other) === 0;

/** Lower case hex, as answers and heads have it. */
export const hexOf = (hash: Hash): string => Buffer.from(hash).toString('hex');

export const hashFromHex = (hex: string): Hash => Buffer.from(hex, 'hex');

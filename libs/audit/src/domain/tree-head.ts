import type { KeyObject } from 'node:crypto';
import { canonicalJson } from '@app/platform/domain';
import { isSignedBy, keyIdOf, publicKeyOf, signText, type PublicKeyText } from './signature.js';

const HEAD_SCHEMA = 'sla-ledger/tree-head/1';

/** What the ledger says of its log: so many leaves, with this root. */
export interface TreeHead {
  readonly ledgerId: string;
  readonly treeSize: number;
  /** Hex. */
  readonly rootHash: string;
  /** Of the log: that of the last leaf. */
  readonly position: string;
  /** When it was signed: RFC 3339, whole seconds, UTC. */
  readonly timestamp: string;
  readonly keyId: string;
}

/** A head with the ledger's signature over `headText`. */
export interface SignedTreeHead extends TreeHead {
  /** Base64. */
  readonly signature: string;
}

/** The text that the ledger signs, and every witness after it: canonical JSON of the head and of what it is. */
export const headText = ({ ledgerId, treeSize, rootHash, position, timestamp, keyId }: TreeHead): string =>
  canonicalJson({ schema: HEAD_SCHEMA, ledgerId, treeSize, rootHash, position, timestamp, keyId });

/** @param head without key: it is named by the private one */
export function signHead(head: Omit<TreeHead, 'keyId'>, privateKey: KeyObject): SignedTreeHead {
  const named = { ...head, keyId: keyIdOf(publicKeyOf(privateKey)) };
  return { ...named, signature: signText(headText(named), privateKey) };
}

/** Whether the head names this key, and is signed by it. */
export const isHeadOf = (head: SignedTreeHead, publicKey: PublicKeyText): boolean =>
  head.keyId === keyIdOf(publicKey) && isSignedBy(headText(head), head.signature, publicKey);

/** A signed head on one line, for a QR code or a drawer: canonical JSON of all of it. */
export const headLine = (head: SignedTreeHead): string =>
  canonicalJson({ ...(JSON.parse(headText(head)) as object), signature: head.signature });

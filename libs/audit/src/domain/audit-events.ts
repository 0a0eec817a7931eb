import type { PublicKeyText } from './signature.js';
import type { KeyAnnouncement } from './signing-key.js';
import type { SignedTreeHead } from './tree-head.js';

/** What the ledger records of its own audit: heads it signed, keys it signs with, and what witnesses say of its heads. */
export type AuditEvent =
  | ({ readonly type: 'SigningKeyAnnounced' } & KeyAnnouncement)
  | ({ readonly type: 'TreeHeadSigned' } & SignedTreeHead)
  | ({ readonly type: 'WitnessRegistered' } & Witness)
  | ({ readonly type: 'TreeHeadWitnessed' } & Cosignature);

/** Somebody else who looks at heads, and may sign what it has seen. */
export interface Witness {
  readonly keyId: string;
  readonly publicKey: PublicKeyText;
  /** Of the party, for people. */
  readonly name: string;
}

/** A witness has seen a head: its signature over the same text as the ledger's. */
export interface Cosignature {
  readonly treeSize: number;
  readonly keyId: string;
  readonly signature: string;
}

export const AUDIT_EVENTS: readonly AuditEvent['type'][] = [
  'SigningKeyAnnounced',
  'TreeHeadSigned',
  'WitnessRegistered',
  'TreeHeadWitnessed',
];

/**
 * What follows from heads themselves: a log to which nothing else has come since its last head needs no other, or heads
 * about heads would never end. They are leaves all the same.
 */
const OF_HEADS: ReadonlySet<string> = new Set<AuditEvent['type']>([
  'SigningKeyAnnounced',
  'TreeHeadSigned',
  'TreeHeadWitnessed',
]);

/** Whether an event is news that the next head should cover. The name of a ledger alone is none: it is still empty. */
export const isNews = ({ type }: { readonly type: string }): boolean =>
  !OF_HEADS.has(type) && type !== 'LedgerOpened';

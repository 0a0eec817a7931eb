import type { StoredEvent } from '@app/event-store';
import { FREEZE_STREAM_PREFIX } from '@app/facts';
import type { Transaction } from '@app/platform';
import {
  AUDIT_EVENTS,
  faultOfAnnouncement,
  headText,
  isHeadOf,
  isSignedBy,
  keyIdOf,
  readAuditEvent,
  type Cosignature,
  type KeyAnnouncement,
  type SignedTreeHead,
  type Witness,
} from './domain/index.js';
import { rootAt } from './stored-tree.js';

/** What is looked at of an event, and where it stands in the tree. */
export interface LeafEvent {
  readonly event: Pick<StoredEvent, 'stream' | 'type' | 'data'>;
  readonly leafIndex: number;
}

/** Freezing a month and taking that back: both are worth a head at once. */
export const isFreeze = ({ stream, type }: Pick<StoredEvent, 'stream' | 'type'>): boolean =>
  stream.startsWith(FREEZE_STREAM_PREFIX) &&
  (type === 'EvaluationFrozen' || type === 'EvaluationFreezeWithdrawn');

const isAuditEvent = ({ type }: Pick<StoredEvent, 'type'>): boolean =>
  AUDIT_EVENTS.some((known) => known === type);

/** Whether an event leaves more than its leaf. */
export const isFolded = (event: Pick<StoredEvent, 'stream' | 'type'>): boolean =>
  isAuditEvent(event) || isFreeze(event);

/**
 * What an event of the audit or a freeze leaves in the tables, in the transaction that stores its leaf: heads are compared
 * with the tree as it is read, so that a log which is not the one they were signed over is noticed by whoever builds its
 * tree.
 */
export async function foldAuditEvent(
  tx: Transaction,
  ledgerId: string,
  { event, leafIndex }: LeafEvent,
): Promise<void> {
  if (isFreeze(event)) return foldFreeze(tx, event, leafIndex);
  const said = readAuditEvent(event);
  switch (said?.type) {
    case 'SigningKeyAnnounced':
      return foldKey(tx, ledgerId, said, leafIndex);
    case 'TreeHeadSigned':
      return foldHead(tx, ledgerId, said, leafIndex);
    case 'WitnessRegistered':
      return foldWitness(tx, said, leafIndex);
    case 'TreeHeadWitnessed':
      return foldCosignature(tx, said, leafIndex);
    case undefined:
      return;
  }
}

async function foldFreeze(
  tx: Transaction,
  { stream, data }: LeafEvent['event'],
  leafIndex: number,
): Promise<void> {
  const { sha256 } = data;
  if (typeof sha256 !== 'string') return; // a withdrawal has none
  await tx`
    insert into audit_freeze values (${stream}, ${sha256}, ${leafIndex})
    on conflict (stream, sha256) do update set leaf_index = excluded.leaf_index`;
}

interface KeyRow {
  readonly key_id: string;
  readonly public_key: string;
}

async function foldKey(
  tx: Transaction,
  ledgerId: string,
  { type: _, ...announced }: KeyAnnouncement & { type: string },
  leafIndex: number,
): Promise<void> {
  const [row] = await tx<KeyRow[]>`
    select key_id, public_key from audit_key where fault is null order by leaf_index desc limit 1`;
  const current = row && { keyId: row.key_id, publicKey: row.public_key };
  if (current?.keyId === announced.keyId) return; // said twice: the append was repeated
  const fault =
    announced.ledgerId === ledgerId ? (faultOfAnnouncement(announced, current) ?? null) : 'LEDGER';
  await tx`
    insert into audit_key (leaf_index, key_id, public_key, announcement, fault)
    values (${leafIndex}, ${announced.keyId}, ${announced.publicKey}, ${tx.json(announced)}, ${fault})`;
}

async function foldHead(
  tx: Transaction,
  ledgerId: string,
  { type: _, ...head }: SignedTreeHead & { type: string },
  leafIndex: number,
): Promise<void> {
  const fault = await faultOfHead(tx, ledgerId, head, leafIndex);
  await tx`
    insert into audit_head (leaf_index, tree_size, head, fault)
    values (${leafIndex}, ${head.treeSize}, ${tx.json(head)}, ${fault})
    on conflict do nothing`;
}

/** Why a head does not hold for this tree; null: it does. Any key that was announced before may have signed it. */
async function faultOfHead(
  tx: Transaction,
  ledgerId: string,
  head: SignedTreeHead,
  leafIndex: number,
): Promise<string | null> {
  if (head.ledgerId !== ledgerId) return 'LEDGER';
  if (head.treeSize < 1 || head.treeSize > leafIndex) return 'SIZE';
  const [key] = await tx<KeyRow[]>`
    select key_id, public_key from audit_key where key_id = ${head.keyId} and fault is null limit 1`;
  if (key === undefined) return 'KEY_UNKNOWN';
  if (!isHeadOf(head, key.public_key)) return 'SIGNATURE';
  if ((await rootAt(tx, head.treeSize)) !== head.rootHash) return 'ROOT';
  const [last] = await tx<{ position: bigint }[]>`
    select position::numeric(20) from audit_leaf where leaf_index = ${head.treeSize - 1}`;
  return String(last?.position) === head.position ? null : 'POSITION';
}

async function foldWitness(
  tx: Transaction,
  { keyId, publicKey, name }: Witness,
  leafIndex: number,
): Promise<void> {
  if (keyId !== keyIdOf(publicKey)) return;
  await tx`
    insert into audit_witness (key_id, public_key, name, leaf_index)
    values (${keyId}, ${publicKey}, ${name}, ${leafIndex}) on conflict do nothing`;
}

/** One that does not verify says nothing, and is not shown. */
async function foldCosignature(
  tx: Transaction,
  { treeSize, keyId, signature }: Cosignature,
  leafIndex: number,
): Promise<void> {
  const [found] = await tx<{ head: SignedTreeHead; public_key: string }[]>`
    select head, public_key from audit_head, audit_witness
    where tree_size = ${treeSize} and fault is null and key_id = ${keyId}`;
  if (found === undefined || !isSignedBy(headText(found.head), signature, found.public_key)) return;
  await tx`
    insert into audit_cosignature (tree_size, key_id, signature, leaf_index)
    values (${treeSize}, ${keyId}, ${signature}, ${leafIndex}) on conflict do nothing`;
}

import type { AuditEvent, Cosignature, Witness } from './audit-events.js';
import type { KeyAnnouncement } from './signing-key.js';
import type { SignedTreeHead } from './tree-head.js';

type Data = Readonly<Record<string, unknown>>;

const isText = (value: unknown): value is string => typeof value === 'string';
const isSize = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const hasTexts = (data: Data, names: readonly string[]): boolean => names.every((name) => isText(data[name]));

const isHead = (data: Data): boolean =>
  isSize(data['treeSize']) &&
  /^[0-9a-f]{64}$/.test(String(data['rootHash'])) &&
  hasTexts(data, ['ledgerId', 'rootHash', 'position', 'timestamp', 'keyId', 'signature']);

const isAnnouncement = (data: Data): boolean =>
  hasTexts(data, ['ledgerId', 'keyId', 'publicKey', 'signature']) &&
  ['previousKeyId', 'previousSignature'].every((name) => data[name] === null || isText(data[name]));

/**
 * What an event of the audit says; undefined for every other event, and for one that says it in no form of ours: whoever
 * wrote it, it is no statement of the ledger.
 */
export function readAuditEvent({ type, data }: { type: string; data: Data }): AuditEvent | undefined {
  switch (type) {
    case 'SigningKeyAnnounced':
      return isAnnouncement(data) ? { type, ...(data as unknown as KeyAnnouncement) } : undefined;
    case 'TreeHeadSigned':
      return isHead(data) ? { type, ...(data as unknown as SignedTreeHead) } : undefined;
    case 'WitnessRegistered':
      return hasTexts(data, ['keyId', 'publicKey', 'name'])
        ? { type, ...(data as unknown as Witness) }
        : undefined;
    case 'TreeHeadWitnessed':
      return isSize(data['treeSize']) && hasTexts(data, ['keyId', 'signature'])
        ? { type, ...(data as unknown as Cosignature) }
        : undefined;
    default:
      return undefined;
  }
}

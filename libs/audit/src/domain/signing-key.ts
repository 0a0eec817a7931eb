import type { KeyObject } from 'node:crypto';
import { canonicalJson } from '@app/platform/domain';
import { isSignedBy, keyIdOf, publicKeyOf, signText, type PublicKeyText } from './signature.js';

const KEY_SCHEMA = 'sla-ledger/signing-key/1';

/** The ledger says that it signs with this key from now on. */
export interface KeyAnnouncement {
  readonly ledgerId: string;
  readonly keyId: string;
  readonly publicKey: PublicKeyText;
  /** The key it takes over from; null for the first one. */
  readonly previousKeyId: string | null;
  /** By the key itself: whoever announces it holds it. */
  readonly signature: string;
  /** By the key it takes over from; null for the first one. */
  readonly previousSignature: string | null;
}

const announcementText = ({
  ledgerId,
  keyId,
  publicKey,
  previousKeyId,
}: Omit<KeyAnnouncement, 'signature' | 'previousSignature'>): string =>
  canonicalJson({ schema: KEY_SCHEMA, ledgerId, keyId, publicKey, previousKeyId });

/** @param previous the key that signs until now; undefined for the first one */
export function announceKey(
  ledgerId: string,
  privateKey: KeyObject,
  previous: KeyObject | undefined,
): KeyAnnouncement {
  const publicKey = publicKeyOf(privateKey);
  const previousKeyId = previous === undefined ? null : keyIdOf(publicKeyOf(previous));
  const announced = { ledgerId, keyId: keyIdOf(publicKey), publicKey, previousKeyId };
  const text = announcementText(announced);
  return {
    ...announced,
    signature: signText(text, privateKey),
    previousSignature: previous === undefined ? null : signText(text, previous),
  };
}

/**
 * What is wrong with an announcement; undefined where nothing is.
 *
 * @param current the key that signs until now, as the log has told it; undefined: none yet
 */
export function faultOfAnnouncement(
  announced: KeyAnnouncement,
  current: { readonly keyId: string; readonly publicKey: PublicKeyText } | undefined,
): 'KEY_ID' | 'SIGNATURE' | 'PREVIOUS_KEY' | 'PREVIOUS_SIGNATURE' | undefined {
  const text = announcementText(announced);
  if (announced.keyId !== keyIdOf(announced.publicKey)) return 'KEY_ID';
  if (!isSignedBy(text, announced.signature, announced.publicKey)) return 'SIGNATURE';
  if (announced.previousKeyId !== (current?.keyId ?? null)) return 'PREVIOUS_KEY';
  if (current === undefined) return undefined;
  const { previousSignature } = announced;
  if (previousSignature === null || !isSignedBy(text, previousSignature, current.publicKey))
    return 'PREVIOUS_SIGNATURE';
  return undefined;
}

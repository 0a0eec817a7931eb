import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';

/**
 * A public Ed25519 key as it is told: base64 of its SubjectPublicKeyInfo (DER), as `openssl pkey -pubout -outform DER`
 * writes it.
 */
export type PublicKeyText = string;

/** SHA-256 of that DER, in hex: the name of a key. */
export const keyIdOf = (publicKey: PublicKeyText): string =>
  createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex');

/** @param key private or public */
export const publicKeyOf = (key: KeyObject): PublicKeyText =>
  (key.type === 'public' ? key : createPublicKey(key))
    .export({ format: 'der', type: 'spki' })
    .toString('base64');

/** The key that a text tells; undefined where it is no Ed25519 key, or not in its one form. */
export function readPublicKey(publicKey: PublicKeyText): KeyObject | undefined {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519' && publicKeyOf(key) === publicKey ? key : undefined;
  } catch {
    return undefined; // what is no key can sign nothing: that is the answer
  }
}

/** @returns base64 of the 64 bytes of RFC 8032, over the UTF-8 of the text */
export const signText = (text: string, privateKey: KeyObject): string =>
  sign(null, Buffer.from(text, 'utf8'), privateKey).toString('base64');

/** Whether a signature is that of this key over this text; false for whatever is no key or no signature. */
export function isSignedBy(text: string, signature: string, publicKey: PublicKeyText): boolean {
  const key = readPublicKey(publicKey);
  const bytes = Buffer.from(signature, 'base64');
  if (key === undefined || bytes.toString('base64') !== signature) return false;
  return verify(null, Buffer.from(text, 'utf8'), key, bytes);
}

// @ts-check
import { createPublicKey, verify } from 'node:crypto';
import { canonicalJson } from './canonical.mjs';
import { hexSha256 } from './tree.mjs';

const keyOf = (publicKey) => createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });

/** The name of a key: SHA-256 of its SubjectPublicKeyInfo, which is told in base64. */
const keyIdOf = (publicKey) => hexSha256(Buffer.from(publicKey, 'base64'));

/** Is this an Ed25519 signature (RFC 8032) over the UTF-8 of a text by that key? Base64 must be in its one form. */
export function isSigned(text, signature, publicKey) {
  try {
    const [key, bytes] = [keyOf(publicKey), Buffer.from(signature, 'base64')];
    const isOneForm = [publicKey, signature].every((told) => Buffer.from(told, 'base64').toString('base64') === told);
    return isOneForm && key.asymmetricKeyType === 'ed25519' && verify(null, Buffer.from(text, 'utf8'), key, bytes);
  } catch {
    return false; // what is no key has signed nothing
  }
}

/** The keys of a ledger, the oldest first: each is announced under its own signature and that of the one before it. */
export function keysOf(announcements, ledgerId) {
  const keys = [];
  for (const { data } of announcements) {
    const { keyId, publicKey, previousKeyId, signature, previousSignature } = data;
    const last = keys.at(-1);
    const text = canonicalJson({ schema: 'sla-ledger/signing-key/1', ledgerId: data.ledgerId, keyId, publicKey, previousKeyId });
    const isNext = data.ledgerId === ledgerId && keyId !== last?.keyId && previousKeyId === (last?.keyId ?? null);
    const isOwn = keyId === keyIdOf(publicKey) && isSigned(text, signature, publicKey);
    if (isNext && isOwn && (!last || isSigned(text, previousSignature, last.publicKey))) keys.push({ keyId, publicKey });
  }
  return keys;
}

/** What is signed of a head, by the ledger and by witnesses. */
export const headText = ({ ledgerId, treeSize, rootHash, position, timestamp, keyId }) =>
  canonicalJson({ schema: 'sla-ledger/tree-head/1', ledgerId, treeSize, rootHash, position, timestamp, keyId });

export const hasWitnessed = (text, { keyId, publicKey, signature }) => keyId === keyIdOf(publicKey) && isSigned(text, signature, publicKey);

/** The id of a key as somebody gives it: the id itself, a PEM, or base64 of the SubjectPublicKeyInfo; null where it is none. */
export function keyIdFrom(text) {
  const given = text.trim();
  if (/^[0-9a-f]{64}$/.test(given)) return given;
  try {
    const key = given.startsWith('-----BEGIN') ? createPublicKey(given) : keyOf(given);
    return key.asymmetricKeyType === 'ed25519' ? hexSha256(key.export({ format: 'der', type: 'spki' })) : null;
  } catch {
    return null;
  }
}

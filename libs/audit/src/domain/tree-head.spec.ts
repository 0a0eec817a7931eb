import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { isSignedBy, keyIdOf, publicKeyOf, readPublicKey } from './signature.js';
import { announceKey, faultOfAnnouncement, type KeyAnnouncement } from './signing-key.js';
import { headLine, headText, isHeadOf, signHead } from './tree-head.js';

/** A private key of a seed, so that signatures can be written down: Ed25519 has one for each text (RFC 8032). */
const keyOfSeed = (byte: number) =>
  createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, byte)]),
    format: 'der',
    type: 'pkcs8',
  });

const [one, two] = [keyOfSeed(1), keyOfSeed(2)];
const ledgerId = '0b9f1f5e-53c1-4e0e-9a51-6c8b6a3b6a10';
const head = {
  ledgerId,
  treeSize: 2,
  rootHash: 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  position: '4711',
  timestamp: '2026-04-02T12:00:00Z',
};

describe('a tree head', () => {
  const signed = signHead(head, one);
  const publicKey = publicKeyOf(one);

  it('is signed over canonical JSON that says what it is', () => {
    expect(headText(signed)).toBe(
      `{"keyId":"${keyIdOf(publicKey)}","ledgerId":"${ledgerId}","position":"4711",` +
        `"rootHash":"${head.rootHash}","schema":"sla-ledger/tree-head/1",` +
        '"timestamp":"2026-04-02T12:00:00Z","treeSize":2}',
    );
    expect(isHeadOf(signed, publicKey)).toBe(true);
    expect(signHead(head, one)).toEqual(signed);
  });

  it('has the key id and the signature that OpenSSL gives it', () => {
    expect([publicKey, signed.keyId, signed.signature]).toEqual([
      'MCowBQYDK2VwAyEAiojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w=',
      'fd110d301d2f077de1414b8f99f441b1403fab207b2052fbd2c065e4ee8e7dc2',
      'vAvjLOth5KEeZ7GeMwgMWJ+4Y/k85RQJV4qXH8zjZNYDafYutx8slUZjnWuFsOsREjCb8sAdLiIi2Jk+fLD/BA==',
    ]);
  });

  it('is nobody else’s, and nothing of it can be changed', () => {
    expect(isHeadOf(signed, publicKeyOf(two))).toBe(false);
    const changed = [
      { ...signed, ledgerId: 'other' },
      { ...signed, treeSize: 3 },
      { ...signed, rootHash: signed.rootHash.replace('f', 'e') },
      { ...signed, position: '4712' },
      { ...signed, timestamp: '2026-04-02T12:00:01Z' },
      { ...signed, keyId: keyIdOf(publicKeyOf(two)) },
      { ...signed, signature: signHead(head, two).signature },
      { ...signed, signature: signed.signature.replace(/=*$/, '') },
    ];
    expect(changed.filter((other) => isHeadOf(other, publicKey))).toEqual([]);
  });

  it('fits on a line that holds all of it', () => {
    const { schema, ...rest } = JSON.parse(headLine(signed)) as Record<string, unknown>;
    expect(schema).toBe('sla-ledger/tree-head/1');
    expect(rest).toEqual(signed);
  });
});

describe('a public key', () => {
  it('is an Ed25519 key in its one form, and nothing else', () => {
    const text = publicKeyOf(one);
    expect(readPublicKey(text)).toBeDefined();
    const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey;
    for (const wrong of ['', 'nonsense', `${text} `, text.slice(0, -1), publicKeyOf(rsa)]) {
      expect(readPublicKey(wrong)).toBeUndefined();
      expect(isSignedBy('text', '', wrong)).toBe(false);
    }
  });
});

describe('a signing key', () => {
  const first = announceKey(ledgerId, one, undefined);
  const second = announceKey(ledgerId, two, one);
  const oneNow = { keyId: first.keyId, publicKey: first.publicKey };

  it('is announced by itself, and by the one it takes over from', () => {
    expect(faultOfAnnouncement(first, undefined)).toBeUndefined();
    expect(faultOfAnnouncement(second, oneNow)).toBeUndefined();
  });

  it.each<[string, KeyAnnouncement, typeof oneNow | undefined]>([
    ['KEY_ID', { ...first, keyId: second.keyId }, undefined],
    ['SIGNATURE', { ...first, ledgerId: 'other' }, undefined],
    ['SIGNATURE', { ...first, signature: second.signature }, undefined],
    ['PREVIOUS_KEY', first, oneNow],
    ['PREVIOUS_KEY', second, undefined],
    ['PREVIOUS_SIGNATURE', { ...second, previousSignature: null }, oneNow],
    ['PREVIOUS_SIGNATURE', { ...second, previousSignature: second.signature }, oneNow],
  ])('%s: is none otherwise', (fault, announced, current) => {
    expect(faultOfAnnouncement(announced, current)).toBe(fault);
  });
});

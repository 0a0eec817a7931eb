import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { ensureSecret, migrate, secretMigrations, type Sql } from '@app/platform';
import { keyIdOf, publicKeyOf } from './domain/index.js';

/** Where the key is that heads are signed with. */
export interface SigningKeyFiles {
  /** PEM (PKCS #8) of an Ed25519 key; absent: the ledger makes one and keeps it in the vault. */
  readonly signingKeyFile?: string | undefined;
  /** The key before that one, where it was in a file as well: it signs the new one over. */
  readonly previousSigningKeyFile?: string | undefined;
}

/** The key that signs, and those at hand that it may take over from. */
export interface SigningKeys {
  readonly current: KeyObject;
  /** Undefined where that key is not at hand. */
  byId(keyId: string): KeyObject | undefined;
}

/** A key that cannot be used; the message says what to do. */
export class SigningKeyError extends Error {
  override readonly name = 'SigningKeyError';
}

async function keyOfFile(path: string): Promise<KeyObject> {
  const advice = 'give a file as `openssl genpkey -algorithm ed25519` writes it';
  try {
    const key = createPrivateKey(await readFile(path, 'utf8'));
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch (cause) {
    throw new SigningKeyError(`the signing key ${path} cannot be read: ${advice}`, { cause });
  }
  throw new SigningKeyError(`the signing key ${path} is none of Ed25519: ${advice}`);
}

async function keyOfVault(vaultSql: Sql): Promise<KeyObject> {
  await migrate(vaultSql, 'vault', secretMigrations);
  const candidate = generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' });
  const key = await ensureSecret(vaultSql, 'tree-head-key', candidate);
  return createPrivateKey({ key: Buffer.from(key), format: 'der', type: 'pkcs8' });
}

/** @throws SigningKeyError for a file that holds no such key */
export async function openSigningKeys(vaultSql: Sql, files: SigningKeyFiles): Promise<SigningKeys> {
  const ofVault = await keyOfVault(vaultSql);
  const { signingKeyFile, previousSigningKeyFile } = files;
  const current = signingKeyFile === undefined ? ofVault : await keyOfFile(signingKeyFile);
  const previous = previousSigningKeyFile === undefined ? [] : [await keyOfFile(previousSigningKeyFile)];
  const known = new Map([current, ofVault, ...previous].map((key) => [keyIdOf(publicKeyOf(key)), key]));
  return { current, byId: (keyId) => known.get(keyId) };
}

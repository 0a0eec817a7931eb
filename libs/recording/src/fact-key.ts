import { randomBytes } from 'node:crypto';
import { ensureSecret, migrate, secretMigrations, type Sql } from '@app/platform';

/** The ledger's key for derived ids, made if there is none yet; needs the vault's role. */
export const openFactKey = async (vault: Sql): Promise<Uint8Array> => {
  await migrate(vault, 'vault', secretMigrations);
  return ensureSecret(vault, 'fact-id-hmac', randomBytes(32));
};

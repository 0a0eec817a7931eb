import { createHash } from 'node:crypto';
import { migrate, type MigrationStep, type Sql } from '@app/platform';

/** The bytes of frozen documents: no rebuild touches them (DESIGN 1.7). */
const tables: readonly MigrationStep[] = [
  {
    id: 'frozen-document-1',
    sql: 'create table vault.frozen_document (sha256 text collate "C" primary key, content text not null)',
  },
];

/** Where the texts of frozen documents are kept, by the hash of their bytes. */
export interface FrozenDocuments {
  /** @returns SHA-256 of the UTF-8 bytes, in hex */
  keep(text: string): Promise<string>;
  /** @throws Error where nothing is kept under the hash, or what is kept has another */
  get(sha256: string): Promise<string>;
  /** What is kept under the hash, whether or not it is what was frozen; undefined: nothing. */
  kept(sha256: string): Promise<string | undefined>;
}

/** SHA-256 of the UTF-8 bytes, in hex. */
export const hashOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** Opens the store of frozen documents in the vault, as the role that owns it. */
export async function openFrozenDocuments(vaultSql: Sql): Promise<FrozenDocuments> {
  await migrate(vaultSql, 'vault', tables);
  const kept = async (sha256: string): Promise<string | undefined> =>
    (
      await vaultSql<{ content: string }[]>`
        select content from vault.frozen_document where sha256 = ${sha256}`
    )[0]?.content;
  return {
    kept,
    keep: async (text) => {
      const sha256 = hashOf(text);
      await vaultSql`insert into vault.frozen_document values (${sha256}, ${text}) on conflict do nothing`;
      return sha256;
    },
    get: async (sha256) => {
      const content = await kept(sha256);
      if (content === undefined)
        throw new Error(`the vault holds no document ${sha256}: restore it from its backup`);
      if (hashOf(content) !== sha256)
        throw new Error(
          `the document ${sha256} in the vault is not what was frozen: restore it from its backup`,
        );
      return content;
    },
  };
}

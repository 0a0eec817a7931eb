import { createHash } from 'node:crypto';
import { migrate, type MigrationStep, type Sql } from '@app/platform';

/** Reports of root cause analyses, by the hash of their bytes: no rebuild touches them (DESIGN 1.7). */
const tables: readonly MigrationStep[] = [
  {
    id: 'report-1',
    sql: 'create table vault.report (sha256 text collate "C" primary key, content bytea not null)',
  },
];

/** Where the bytes of reports are kept. */
export interface ReportVault {
  /** Keeps bytes under their hash; `known`: they were here. */
  keep(sha256: string, bytes: Uint8Array): Promise<'kept' | 'known'>;
  /** The sizes in bytes of those that are here. */
  sizes(sha256s: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** @throws Error where what is kept has another hash */
  get(sha256: string): Promise<Uint8Array | undefined>;
}

/** Injection token of the application's `ReportVault`. */
export const REPORT_VAULT = Symbol('ReportVault');

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Opens the store of reports in the vault, as the role that owns it. */
export async function openReportVault(vaultSql: Sql): Promise<ReportVault> {
  await migrate(vaultSql, 'vault', tables);
  return {
    keep: async (sha256, bytes) => {
      const rows = await vaultSql`
        insert into vault.report values (${sha256}, ${bytes}) on conflict do nothing returning sha256`;
      return rows.length > 0 ? 'kept' : 'known';
    },
    sizes: async (sha256s) => {
      if (sha256s.length === 0) return new Map();
      const rows = await vaultSql<{ sha256: string; size: number }[]>`
        select sha256, length(content) as size from vault.report where sha256 = any(${sha256s as string[]})`;
      return new Map(rows.map(({ sha256, size }) => [sha256, size]));
    },
    get: async (sha256) => {
      const [row] = await vaultSql<{ content: Uint8Array }[]>`
        select content from vault.report where sha256 = ${sha256}`;
      if (row !== undefined && sha256Of(row.content) !== sha256)
        throw new Error(`the report ${sha256} in the vault is not what was kept: restore it from its backup`);
      return row?.content;
    },
  };
}

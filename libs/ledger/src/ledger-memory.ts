import { migrate, type MigrationStep, type Sql } from '@app/platform';

const steps: readonly MigrationStep[] = [
  {
    id: 'ledger-1',
    sql: `
      create table vault.ledger (
        ledger_id uuid primary key,
        created_at timestamptz not null default now(),
        position numeric(20)
      );
      create unique index one_ledger on vault.ledger ((true))`,
  },
];

/** What the vault remembers of the log. */
export interface LedgerMemory {
  readonly ledgerId: string;
  /** The last position that was seen there; undefined: none yet. */
  readonly position: bigint | undefined;
}

export const recallLedger = async (vaultSql: Sql): Promise<LedgerMemory | undefined> => {
  await migrate(vaultSql, 'vault', steps);
  const [row] = await vaultSql<{ ledger_id: string; position: bigint | null }[]>`
    select ledger_id, position from vault.ledger`;
  return row === undefined ? undefined : { ledgerId: row.ledger_id, position: row.position ?? undefined };
};

/** Remembers which ledger this is; of two processes with different ones the first counts. */
export const rememberLedger = async (vaultSql: Sql, ledgerId: string): Promise<LedgerMemory> => {
  await vaultSql`insert into vault.ledger (ledger_id) values (${ledgerId}) on conflict do nothing`;
  const memory = await recallLedger(vaultSql);
  if (memory === undefined) throw new Error('the vault lost the ledger it was just told');
  return memory;
};

/** Remembers a position; an older one than is known changes nothing. */
export const rememberPosition = async (vaultSql: Sql, position: bigint): Promise<void> => {
  await vaultSql`
    update vault.ledger set position = ${position}
    where position is null or position < ${position}::numeric`;
};

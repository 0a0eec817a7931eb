import { migrate, type MigrationStep, type Sql } from '@app/platform';
import type { SignedTreeHead } from './domain/index.js';

/**
 * What cannot be made again from the log: every head that was ever signed, written before anybody hears of it, so that
 * there is never another one of its size; and the alarms that have stopped the signing.
 */
const steps: readonly MigrationStep[] = [
  {
    id: 'audit-1',
    sql: `
      create table vault.tree_head (tree_size bigint primary key, head jsonb not null);
      create table vault.tree_alarm (code text, detail text, primary key (code, detail))`,
  },
];

/**
 * Why nothing is signed any more. `SPLIT_VIEW`: a signed head and the log as it is now are of different trees. `LOG_CUT`: a
 * head was signed over more leaves than the log has. `HEAD_FAULT`, `KEY_FAULT`: the log tells a head or a key that does
 * not hold.
 */
export interface TreeAlarm {
  readonly code: 'SPLIT_VIEW' | 'LOG_CUT' | 'HEAD_FAULT' | 'KEY_FAULT';
  readonly detail: string;
}

/** Heads and alarms in the vault, as the role that owns it. */
export interface HeadVault {
  heads(): Promise<readonly SignedTreeHead[]>;
  /** The head of the most leaves; undefined: there is none. */
  latest(): Promise<SignedTreeHead | undefined>;
  /** Keeps a head unless one of its size is there. @returns the one that is kept */
  keep(head: SignedTreeHead): Promise<SignedTreeHead>;
  alarms(): Promise<readonly TreeAlarm[]>;
  /** Stands until somebody removes it from the vault by hand. */
  raise(alarm: TreeAlarm): Promise<void>;
}

interface HeadRow {
  readonly head: SignedTreeHead;
}

export async function openHeadVault(vaultSql: Sql): Promise<HeadVault> {
  await migrate(vaultSql, 'vault', steps);
  const ofSize = async (treeSize: number): Promise<SignedTreeHead | undefined> =>
    (await vaultSql<HeadRow[]>`select head from vault.tree_head where tree_size = ${treeSize}`)[0]?.head;
  return {
    heads: async () =>
      (await vaultSql<HeadRow[]>`select head from vault.tree_head order by tree_size`).map(
        ({ head }) => head,
      ),
    latest: async () =>
      (await vaultSql<HeadRow[]>`select head from vault.tree_head order by tree_size desc limit 1`)[0]?.head,
    keep: async (head) => {
      await vaultSql`
        insert into vault.tree_head values (${head.treeSize}, ${vaultSql.json(head as never)})
        on conflict do nothing`;
      const kept = await ofSize(head.treeSize);
      if (kept === undefined) throw new Error(`the vault lost the head of ${head.treeSize} leaves`);
      return kept;
    },
    alarms: () => vaultSql<TreeAlarm[]>`select code, detail from vault.tree_alarm order by code, detail`,
    raise: async ({ code, detail }) => {
      await vaultSql`insert into vault.tree_alarm values (${code}, ${detail}) on conflict do nothing`;
    },
  };
}

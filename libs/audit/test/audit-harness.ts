import { connect, disconnect, ensureSchemasAndRoles, roleOf, type Clock, type Sql } from '@app/platform';
import { prepareReadModels } from '@app/projections';
import { pino } from 'pino';
import { createTestDatabase } from '../../../test/support/test-database.js';
import { type Cut, createCuttingProxy, type CuttingProxy } from '../../projections/test/cutting-proxy.js';
import type { MemoryEventStore } from '../../projections/test/memory-event-store.js';
import { HeadSigner } from '../src/head-signer.js';
import { openHeadVault, type HeadVault } from '../src/head.vault.js';
import { runTransparency } from '../src/run-transparency.js';
import { openSigningKeys, type SigningKeyFiles } from '../src/signing-keys.js';
import { readTree } from '../src/stored-tree.js';

export const LEDGER_ID = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';

const TABLES = ['tree', 'leaf', 'node', 'key', 'head', 'witness', 'cosignature', 'freeze'].map(
  (name) => `audit_${name}`,
);

const soon = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until it is so. @throws when it is not within a time that is far beyond any right one */
export const until = async (isSo: () => boolean | Promise<boolean>, what: () => string): Promise<void> => {
  const late = performance.now() + 30_000;
  while (!(await isSo())) {
    if (performance.now() > late) throw new Error(what());
    await soon(5);
  }
};

export interface Running {
  stop(): Promise<void>;
}

export interface AuditHarness {
  readonly url: string;
  readonly sql: Sql;
  readonly vaultSql: Sql;
  readonly vault: HeadVault;
  /** Seconds since the epoch, as the signer's clock tells them. */
  now: number;
  start(
    store: MemoryEventStore,
    options?: SigningKeyFiles & { readonly url?: string; readonly intervalSeconds?: number },
  ): Promise<Running>;
  /** One that looks when it is told to, at the tree as it is stored. */
  signer(store: MemoryEventStore): Promise<HeadSigner>;
  stopAll(): Promise<void>;
  /** Waits until the tree holds all of the log. */
  grown(store: MemoryEventStore): Promise<void>;
  /** All rows, as text. */
  dump(): Promise<string>;
  /** The stored tree is gone; what is in the vault stays. */
  dropTree(): Promise<void>;
  /** Nobody has ever signed anything. */
  emptyVault(): Promise<void>;
  proxy(nextCut: () => Cut): Promise<CuttingProxy>;
  close(): Promise<void>;
}

/** Tree and vault on a Postgres of their own, and what keeps them. */
export const createAuditHarness = async (): Promise<AuditHarness> => {
  const database = await createTestDatabase();
  const admin = connect({ url: database.url, applicationName: 'spec', max: 1 });
  await ensureSchemasAndRoles(admin);
  await disconnect(admin);
  const sql = connect({ url: database.url, applicationName: 'spec', role: roleOf.read, max: 4 });
  const vaultSql = connect({ url: database.url, applicationName: 'spec', role: roleOf.vault, max: 2 });
  await prepareReadModels(sql, [], LEDGER_ID);
  const vault = await openHeadVault(vaultSql);
  const logger = pino({ level: process.env['SPEC_LOG'] ?? 'silent' });
  const proxies: CuttingProxy[] = [];
  const clock: Clock = { nowMs: () => harness.now * 1_000 };
  let all: Running[] = [];

  const harness: AuditHarness = {
    url: database.url,
    sql,
    vaultSql,
    vault,
    now: 1_775_131_200,
    start: async (store, { url = database.url, intervalSeconds = 3_600, ...files } = {}) => {
      const stop = new AbortController();
      const done = runTransparency({
        store,
        database: { url, role: roleOf.read },
        ledgerId: LEDGER_ID,
        vault,
        keys: await openSigningKeys(vaultSql, files),
        clock,
        intervalSeconds,
        logger,
        signal: stop.signal,
        lookEveryMs: 20,
      });
      const running = {
        stop: async () => {
          stop.abort();
          await done;
        },
      };
      all.push(running);
      return running;
    },
    signer: async (store) =>
      new HeadSigner({
        sql,
        store,
        vault,
        keys: await openSigningKeys(vaultSql, {}),
        clock,
        intervalSeconds: 3_600,
      }),
    stopAll: async () => {
      await Promise.all(all.map((running) => running.stop()));
      all = [];
      await Promise.all(proxies.splice(0).map((proxy) => proxy.close()));
    },
    grown: (store) =>
      until(
        async () => (await readTree(sql).catch(() => undefined))?.position === store.events.at(-1)?.position,
        () => 'the tree does not hold the log',
      ),
    dump: async () => {
      const tables = TABLES.map(async (table) => {
        const rows = await sql<{ row: string }[]>`
          select to_jsonb(t)::text as row from ${sql(table)} as t order by 1`;
        return [table, ...rows.map(({ row }) => row)].join('\n');
      });
      return (await Promise.all(tables)).join('\n');
    },
    dropTree: async () => {
      await sql.unsafe(`drop table if exists ${TABLES.map((table) => `read.${table}`).join(', ')}`);
      await sql`delete from read.migration where id = 'audit-1'`;
    },
    emptyVault: async () => {
      await vaultSql`truncate vault.tree_head, vault.tree_alarm`;
    },
    proxy: async (nextCut) => {
      const proxy = await createCuttingProxy(database.url, nextCut);
      proxies.push(proxy);
      return proxy;
    },
    close: async () => {
      await harness.stopAll();
      await disconnect(sql);
      await disconnect(vaultSql);
      await database.drop();
    },
  };
  return harness;
};

/** A month is frozen in the log: what its document hashes to. */
export const freeze = (store: MemoryEventStore, sha256 = 'a'.repeat(64)) =>
  store.add('EvaluationFrozen', { agreementId: 'demo', month: '2026-03', sha256 }, 'evaluation-demo-2026-03');

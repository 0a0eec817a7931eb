import { connect, disconnect, ensureSchemasAndRoles, roleOf, type Sql, systemClock } from '@app/platform';
import { pino } from 'pino';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.js';
import { readCheckpoint } from '../src/checkpoint.js';
import { createPositionWaiter, type PositionWaiter } from '../src/position-waiter.js';
import { prepareReadModels } from '../src/prepare-group.js';
import type { ProjectionGroup } from '../src/projection-group.js';
import { runGroup, type RunningGroup } from '../src/run-group.js';
import { accounts } from './accounts.js';
import { type Cut, createCuttingProxy, type CuttingProxy } from './cutting-proxy.js';
import type { MemoryEventStore } from './memory-event-store.js';

const ledgerId = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
const logger = pino({ level: process.env['SPEC_LOG'] ?? 'silent' });

export const soon = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until it is so. @throws when it is not within a time that is far beyond any right one */
export const until = async (isSo: () => boolean | Promise<boolean>, what: () => string): Promise<void> => {
  const late = performance.now() + 30_000;
  while (!(await isSo())) {
    if (performance.now() > late) throw new Error(what());
    await soon(5);
  }
};

export interface Runner extends RunningGroup {
  /** Stops it in good order. */
  stop(): Promise<void>;
}

/** The group `accounts` on a Postgres of its own, and runners of it. */
export interface GroupHarness {
  readonly url: string;
  readonly sql: Sql;
  /** Starts a runner: of the group's own version and straight to the database, unless told otherwise. */
  start(
    store: MemoryEventStore,
    options?: { readonly url?: string; readonly group?: ProjectionGroup },
  ): Runner;
  stopAll(): Promise<void>;
  /** Waits until the rows that serve hold all of the log. */
  folded(store: MemoryEventStore): Promise<void>;
  /** Nobody has ever prepared the group. */
  empty(): Promise<void>;
  proxy(nextCut: () => Cut): Promise<CuttingProxy>;
  waiter(): PositionWaiter;
  close(): Promise<void>;
}

const openDatabase = async (): Promise<{ database: TestDatabase; sql: Sql }> => {
  const database = await createTestDatabase();
  const admin = connect({ url: database.url, applicationName: 'spec', max: 1 });
  await ensureSchemasAndRoles(admin);
  await disconnect(admin);
  const sql = connect({ url: database.url, applicationName: 'spec', role: roleOf.read, max: 5 });
  await prepareReadModels(sql, [accounts()], ledgerId);
  return { database, sql };
};

export const createGroupHarness = async (): Promise<GroupHarness> => {
  const { database, sql } = await openDatabase();
  const proxies: CuttingProxy[] = [];
  const waiters: PositionWaiter[] = [];
  let runners: Runner[] = [];

  const harness: GroupHarness = {
    url: database.url,
    sql,
    start: (store, { url = database.url, group = accounts() } = {}) => {
      const stop = new AbortController();
      const options = {
        group,
        store,
        database: { url, role: roleOf.read },
        ledgerId,
        clock: systemClock,
        logger,
      };
      const running = runGroup({ ...options, signal: stop.signal, askEveryMs: 20 });
      running.done.catch(() => undefined);
      const runner = {
        ...running,
        stop: async () => {
          stop.abort();
          await running.done.catch(() => undefined);
        },
      };
      runners.push(runner);
      return runner;
    },
    stopAll: async () => {
      const all = runners;
      runners = [];
      await Promise.all(all.map((runner) => runner.stop()));
      await Promise.all(proxies.splice(0).map((proxy) => proxy.close()));
      await Promise.all(waiters.splice(0).map((waiter) => waiter.close()));
    },
    folded: async (store) => {
      const last = store.events.at(-1);
      if (last === undefined) return;
      const isThere = async (): Promise<boolean> =>
        (await readCheckpoint(sql, 'accounts'))?.position === last.position;
      await until(isThere, () => `not folded: ${JSON.stringify(runners.map((runner) => runner.status()))}`);
    },
    empty: async () => {
      await sql.unsafe(`
        truncate read.projection_group, read.parked_partition, read.skipped_event, read.rate, read.account, read.value,
          rebuild.job, rebuild.projection_group, rebuild.parked_partition, rebuild.skipped_event`);
    },
    proxy: async (nextCut) => {
      const proxy = await createCuttingProxy(database.url, nextCut);
      proxies.push(proxy);
      return proxy;
    },
    waiter: () => {
      const options = { sql, database: { url: database.url, role: roleOf.read }, group: 'accounts', logger };
      const waiter = createPositionWaiter(options);
      waiters.push(waiter);
      return waiter;
    },
    close: async () => {
      await harness.stopAll();
      await disconnect(sql);
      await database.drop();
    },
  };
  return harness;
};

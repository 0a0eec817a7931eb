import { randomUUID } from 'node:crypto';
import { startEventNode, type EventNode } from '@app/event-node';
import { createEventStore, type EventStore } from '@app/event-store';
import { connect, disconnect, ensureSchemasAndRoles, roleOf, type Sql } from '@app/platform';
import { pino } from 'pino';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.js';
import { openLedger } from './open-ledger.js';

const logger = pino({ level: 'silent' });

/** One vault, and as many real logs as a case needs. */
describe('openLedger', () => {
  const databases: TestDatabase[] = [];
  const nodes: EventNode[] = [];
  const stores: EventStore[] = [];
  const pools: Sql[] = [];

  const newLog = async (): Promise<EventStore> => {
    const database = await createTestDatabase();
    databases.push(database);
    const node = await startEventNode({ database: { url: database.url }, port: 0, logger });
    nodes.push(node);
    const store = createEventStore({ connectionString: node.connectionString });
    stores.push(store);
    return store;
  };
  const newVault = async (): Promise<Sql> => {
    const database = await createTestDatabase();
    databases.push(database);
    const admin = connect({ url: database.url, applicationName: 'spec', max: 1 });
    await ensureSchemasAndRoles(admin);
    await disconnect(admin);
    const vault = connect({ url: database.url, applicationName: 'spec', role: roleOf.vault, max: 3 });
    pools.push(vault);
    return vault;
  };
  const open = (store: EventStore, vaultSql: Sql) =>
    openLedger({ store, vaultSql, newLedgerId: randomUUID(), logger, everyMs: 20 });
  const add = async (store: EventStore): Promise<bigint> => {
    const event = { id: randomUUID(), type: 'Something', data: {}, metadata: {} };
    const outcome = await store.append('other', [event], 'any');
    if (outcome.kind !== 'appended') throw new Error('not appended');
    return outcome.position;
  };

  afterAll(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await Promise.all(nodes.map((node) => node.stop()));
    await Promise.all(pools.map(disconnect));
    await Promise.all(databases.map((database) => database.drop()));
  });

  it('names a new log once, whoever comes first, and finds the name again', async () => {
    const [store, vault] = [await newLog(), await newVault()];
    const opened = await Promise.all(Array.from({ length: 5 }, () => open(store, vault)));
    const again = await open(store, vault);
    expect(new Set([...opened, again].map(({ ledgerId }) => ledgerId)).size).toBe(1);
    const events = [];
    for await (const event of store.readAll()) events.push(event);
    expect(events).toMatchObject([
      { stream: 'ledger', type: 'LedgerOpened', data: { ledgerId: again.ledgerId } },
    ]);
    await Promise.all([...opened, again].map((ledger) => ledger.close()));
  });

  it('refuses another log', async () => {
    const [mine, other, vault] = [await newLog(), await newLog(), await newVault()];
    await (await open(mine, vault)).close();
    await (await open(other, await newVault())).close();
    await expect(open(other, vault)).rejects.toMatchObject({ code: 'LEDGER_MISMATCH' });
    await expect(open(await newLog(), vault)).rejects.toMatchObject({ code: 'LOG_SHORTER' });
    await (await open(mine, vault)).close();
  });

  it('refuses a log that ends before what was seen, and remembers only forwards', async () => {
    const [store, vault] = [await newLog(), await newVault()];
    const ledger = await open(store, vault);
    const position = await add(store);
    ledger.saw(position);
    const remembered = async (): Promise<bigint | null | undefined> =>
      (await vault<{ position: bigint | null }[]>`select position from vault.ledger`)[0]?.position;
    while ((await remembered()) !== position) await new Promise((resolve) => setTimeout(resolve, 10));
    ledger.saw(position - 1n);
    await ledger.close();
    const late = await open(store, vault);
    late.saw(0n); // a process that has seen less
    await late.close();
    expect(await remembered()).toBe(position);
    const ahead = await open(store, vault);
    ahead.saw(position + 1_000n);
    await ahead.close();
    await expect(open(store, vault)).rejects.toMatchObject({ code: 'LOG_SHORTER' });
  });

  it('tells who runs when the log comes back empty, or as another one', async () => {
    const [mine, empty, other, vault] = [await newLog(), await newLog(), await newLog(), await newVault()];
    await (await open(other, await newVault())).close();
    let current = mine;
    // One look is at one log, name and length, also where the log is another one before the look is over.
    let looked = mine;
    const store: EventStore = {
      ...mine,
      readStream: (...args) => (looked = current).readStream(...args),
      last: () => looked.last(),
    };
    for (const [changed, code] of [
      [empty, 'LOG_SHORTER'],
      [other, 'LEDGER_MISMATCH'],
    ] as const) {
      current = mine;
      const refused: string[] = [];
      const onRefused = (error: { code: string }): void => void refused.push(error.code);
      const options = { store, vaultSql: vault, newLedgerId: randomUUID(), logger, everyMs: 20, onRefused };
      const ledger = await openLedger(options);
      ledger.saw(await add(mine));
      await ledger.verify();
      expect(refused).toEqual([]);
      current = changed;
      while (refused.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
      await expect(ledger.verify()).rejects.toMatchObject({ code });
      expect(refused).toEqual([code]);
      await ledger.close();
    }
  });
});

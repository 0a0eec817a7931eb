import { actualRows, fill, manyEvents } from '../../test/account-events.js';
import { accounts, dump } from '../../test/accounts.js';
import { createGroupHarness, type GroupHarness, until } from '../../test/group-harness.js';
import { MemoryEventStore } from '../../test/memory-event-store.js';
import { readCheckpoint } from '../checkpoint.js';
import { snapshot } from '../snapshot.js';
import { askForRebuild, readRebuild } from './rebuild-job.js';

describe('a rebuild', () => {
  let harness: GroupHarness;

  beforeAll(async () => {
    harness = await createGroupHarness();
  });
  beforeEach(() => harness.empty());
  afterEach(() => harness.stopAll());
  afterAll(() => harness.close());

  const done = (): Promise<void> =>
    until(
      async () => (await readRebuild(harness.sql, 'accounts'))?.state === 'done',
      () => 'the rebuild does not end',
    );
  const made = async (): Promise<bigint> =>
    (await readCheckpoint(harness.sql, 'accounts', 'rebuild'))?.position ?? 0n;

  const indexes = async (): Promise<readonly string[]> =>
    (
      await harness.sql<{ name: string }[]>`
        select indexname as name from pg_indexes where schemaname = 'read' order by indexname`
    ).map(({ name }) => name);

  it('goes on where it was killed, while the rows that serve are kept up', async () => {
    const { sql } = harness;
    const store = new MemoryEventStore();
    fill(store, manyEvents(300));
    const line = await harness.proxy(() => ({ kind: 'never' }));
    const first = harness.start(store, { url: line.url });
    await harness.folded(store);
    const before = await dump(sql);
    const indexed = await indexes();
    expect(indexed).toContain('account_by_total');

    store.cut = () => 2;
    await askForRebuild(sql, 'accounts');
    await until(
      async () => (await made()) > 200n,
      () => 'nothing is made',
    );
    await line.close(); // no word to the server: what was under way is lost
    await first.stop();
    const left = await made();
    expect(left).toBeGreaterThan(200n);
    expect((await readRebuild(sql, 'accounts'))?.state).toBe('filling');
    expect(await dump(sql)).toBe(before);

    // It goes on from there: what lies before is not asked for again.
    const asked: (bigint | undefined)[] = [];
    const subscribe = store.subscribeAll.bind(store);
    store.subscribeAll = (options) => {
      asked.push(options?.after);
      return subscribe(options);
    };
    harness.start(store);
    fill(store, [{ kind: 'added', account: 1, amount: 1 }]);
    await harness.folded(store);
    expect((await readRebuild(sql, 'accounts'))?.state).not.toBe('done');
    await done();
    expect(asked.every((after) => (after ?? 0n) >= left)).toBe(true);
    expect((await readRebuild(sql, 'accounts'))?.differences).toEqual([]);
    expect(await indexes()).toEqual(indexed);
    await harness.folded(store);
    const rebuilt = await dump(sql);
    await harness.stopAll();
    await harness.empty();
    store.cut = () => 512;
    harness.start(store);
    await harness.folded(store);
    expect(await dump(sql)).toBe(rebuilt);
  });

  it('never shows a reader anything but one whole state, and never an older one', async () => {
    const { sql } = harness;
    const store = new MemoryEventStore();
    fill(store, manyEvents(150));
    harness.start(store);
    await harness.folded(store);
    let [reading, answers, newest] = [true, 0, 0n];
    /** All accounts are there, and each value is total x rate of the same snapshot. */
    const read = async (): Promise<void> => {
      await snapshot(sql, 'accounts', async ({ tx, position }) => {
        const rows = await tx<{ id: string; total: number; rate: number | null; value: number }[]>`
          select id, total, rate, value from read.account left join read.rate using (region) left join read.value using (id)`;
        for (const { total, rate, value } of rows) expect(value).toBe(total * (rate ?? 0));
        expect(rows).toHaveLength(6);
        expect(position).toBeGreaterThanOrEqual(newest);
        newest = position ?? 0n;
        answers += 1;
      });
    };
    const reader = (async () => {
      while (reading) await read();
    })();
    for (let round = 0; round < 3; round += 1) {
      await askForRebuild(sql, 'accounts');
      let asked = true;
      while (asked) {
        fill(store, manyEvents(5));
        await new Promise((resolve) => setTimeout(resolve, 5));
        asked = (await readRebuild(sql, 'accounts'))?.state !== 'done';
      }
      expect((await readRebuild(sql, 'accounts'))?.differences).toEqual([]);
    }
    reading = false;
    await reader;
    expect(answers).toBeGreaterThan(20);
  });

  it('mends rows that somebody else has changed, and says which', async () => {
    const { sql } = harness;
    const store = new MemoryEventStore();
    fill(store, manyEvents(40));
    const first = harness.start(store);
    await harness.folded(store);
    await first.stop();
    await sql`update read.account set total = total + 1 where id in ('a1', 'a2')`;
    await sql`delete from read.value where id = 'a3'`;
    // Wrong rows are read, and remembered.
    harness.start(store, { group: accounts({ keepStates: 100 }) });
    fill(store, [{ kind: 'added', account: 1, amount: 1 }]);
    await harness.folded(store);
    await askForRebuild(sql, 'accounts');
    await done();
    expect((await readRebuild(sql, 'accounts'))?.differences).toEqual([
      { table: 'account', rows: 2, keys: ['["a1"]', '["a2"]'] },
      { table: 'value', rows: expect.any(Number), keys: expect.arrayContaining(['["a3"]']) },
    ]);
    // Nothing that was remembered of the wrong rows is written again.
    fill(store, [{ kind: 'added', account: 1, amount: 1 }]);
    await harness.folded(store);
    const folded = await dump(sql);
    await harness.stopAll();
    await harness.empty();
    harness.start(store);
    await harness.folded(store);
    expect(await dump(sql)).toBe(folded);
  });

  it('happens by itself when the version has changed; the old rows serve until the new ones do', async () => {
    const { sql } = harness;
    const store = new MemoryEventStore();
    fill(store, manyEvents(60));
    harness.start(store);
    await harness.folded(store);
    await harness.stopAll();
    const old = await dump(sql);
    const position = store.events.at(-1)?.position;

    fill(store, manyEvents(200));
    store.cut = () => 2;
    const waiter = harness.waiter();
    const running = harness.start(store, { group: accounts({ wide: true }) });
    await until(
      async () => (await made()) > 100n,
      () => 'nothing is made',
    );
    expect(running.status()).toEqual({ kind: 'rebuilding', position });
    expect(await dump(sql)).toBe(old);
    const last = store.events.at(-1)?.position ?? 0n;
    // A reader that waits for what the old rows do not hold is woken by the switch.
    expect(await waiter.waitFor(last, 30_000)).toBe(true);
    expect(await sql`select note from read.account where id = 'a1'`).toEqual([{ note: null }]);
    await done();
    expect(await readRebuild(sql, 'accounts')).toMatchObject({
      differences: [{ table: 'account', rows: null, keys: [] }],
      version: expect.stringContaining('account@1'),
    });
    const rows = await actualRows(sql);
    await harness.stopAll();
    await harness.empty();
    store.cut = () => 512;
    harness.start(store, { group: accounts({ wide: true }) });
    await harness.folded(store);
    expect(await actualRows(sql)).toEqual(rows);
  });

  it('waits for a reader, who sees nothing of it', async () => {
    const { sql } = harness;
    const store = new MemoryEventStore();
    fill(store, manyEvents(20));
    harness.start(store);
    await harness.folded(store);
    const seen = await snapshot(sql, 'accounts', async ({ tx }) => {
      const rows = () => tx`select id, total from account order by id`;
      await askForRebuild(sql, 'accounts');
      const switching = async (): Promise<boolean> =>
        (await readRebuild(sql, 'accounts'))?.state === 'switching';
      await until(switching, () => 'it does not come to the switch');
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(await switching()).toBe(true);
      return rows();
    });
    expect(seen).toHaveLength(6);
    await done();
  });
});

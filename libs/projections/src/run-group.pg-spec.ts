import { connect, disconnect, ensureSchemasAndRoles, roleOf, type Sql, systemClock } from '@app/platform';
import fc from 'fast-check';
import { pino } from 'pino';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.js';
import { accounts, dump } from '../test/accounts.js';
import { createCuttingProxy, type Cut, type CuttingProxy } from '../test/cutting-proxy.js';
import { MemoryEventStore } from '../test/memory-event-store.js';
import { readCheckpoint } from './checkpoint.js';
import type { ProjectionGroup } from './projection-group.js';
import { ReadModelsRefusedError } from './projection.errors.js';
import { createPositionWaiter } from './position-waiter.js';
import { migrateGroups } from './prepare-group.js';
import { projectionStatus } from './projection-status.js';
import { runGroup, type RunningGroup } from './run-group.js';
import { snapshot } from './snapshot.js';

const ledgerId = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
const logger = pino({ level: process.env['SPEC_LOG'] ?? 'silent' });
const soon = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

type Spec =
  | { kind: 'added'; account: number; amount: number; poison?: string | undefined }
  | { kind: 'moved'; account: number; region: number }
  | { kind: 'rate'; region: number; rate: number }
  | { kind: 'other' };

const event: fc.Arbitrary<Spec> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('added' as const),
      account: fc.nat(5),
      amount: fc.nat(9),
      poison: fc.option(fc.constantFrom('apply', 'save', 'partition'), { freq: 25, nil: undefined }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('moved' as const), account: fc.nat(5), region: fc.nat(2) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('rate' as const), region: fc.nat(2), rate: fc.nat(90) }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'other' as const }) },
);

const cut: fc.Arbitrary<Cut> = fc.oneof(
  fc.record({ kind: fc.constant('commit-answer' as const), nth: fc.integer({ min: 1, max: 6 }) }),
  fc.record({ kind: fc.constant('piece' as const), nth: fc.integer({ min: 1, max: 120 }) }),
);

const fill = (store: MemoryEventStore, specs: readonly Spec[]): void => {
  for (const spec of specs) {
    if (spec.kind === 'added') {
      const { poison, amount } = spec;
      store.add(
        'Added',
        { account: `a${spec.account}`, amount, ...(poison && { poison }) },
        `s${spec.account}`,
      );
    } else if (spec.kind === 'moved')
      store.add('Moved', { account: `a${spec.account}`, region: `r${spec.region}` });
    else if (spec.kind === 'rate') store.add('RateSet', { region: `r${spec.region}`, rate: spec.rate });
    else store.add('SomethingElse', {});
  }
};

/** What the rows must be, said a second time and without any batch. */
const expected = (store: MemoryEventStore) => {
  const rates = new Map<string, number>();
  const rows = new Map<string, { region: string; total: number; trail: string }>();
  const parked = new Map<string, number>();
  for (const { type, data, position, stream } of store.events) {
    if (type === 'RateSet') rates.set(String(data['region']), Number(data['rate']));
    if (type !== 'Added' && type !== 'Moved') continue;
    const partition = data['poison'] === 'partition' ? stream : String(data['account']);
    const waiting = parked.get(partition);
    if (waiting !== undefined) parked.set(partition, waiting + 1);
    else if (data['poison'] !== undefined) parked.set(partition, 0);
    else {
      const before = rows.get(partition) ?? { region: 'r0', total: 0, trail: '' };
      const trail = `${before.trail},${position}`;
      if (type === 'Moved') rows.set(partition, { ...before, region: String(data['region']), trail });
      else rows.set(partition, { ...before, total: before.total + Number(data['amount']), trail });
    }
  }
  const sorted = <T>(map: Map<string, T>): [string, T][] => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
  const values = sorted(rows).map(([id, { total, region }]) => [id, total * (rates.get(region) ?? 0)]);
  return { rates: sorted(rates), rows: sorted(rows), values, parked: sorted(parked) };
};

describe('a projection group', () => {
  let database: TestDatabase;
  let sql: Sql;
  let stops: AbortController[] = [];
  let runs: RunningGroup[] = [];
  const proxies: CuttingProxy[] = [];

  const start = (
    store: MemoryEventStore,
    url = database.url,
    group: ProjectionGroup = accounts(),
  ): RunningGroup => {
    const stop = new AbortController();
    stops.push(stop);
    const running = runGroup({
      group,
      store,
      database: { url, role: roleOf.read },
      ledgerId,
      clock: systemClock,
      logger,
      signal: stop.signal,
      standbyEveryMs: 20,
    });
    running.done.catch(() => undefined);
    runs.push(running);
    return running;
  };
  const stopAll = async (): Promise<void> => {
    for (const stop of stops) stop.abort();
    await Promise.all(runs.map((running) => running.done.catch(() => undefined)));
    stops = [];
    runs = [];
  };
  const folded = async (store: MemoryEventStore, timeoutMs = 15_000): Promise<void> => {
    const last = store.events.at(-1);
    const until = performance.now() + timeoutMs;
    while (last !== undefined && (await readCheckpoint(sql, 'accounts'))?.position !== last.position) {
      if (performance.now() > until)
        throw new Error(`not folded: ${JSON.stringify(runs.map((run) => run.status()))}`);
      await soon(5);
    }
  };
  const empty = async (): Promise<void> => {
    await sql.unsafe(
      'truncate read.projection_group, read.parked_partition, read.rate, read.account, read.value',
    );
  };
  const actual = async () => ({
    rates: (await sql`select region, rate from read.rate order by 1`).map((row) => [row.region, row.rate]),
    rows: (await sql`select id, region, total, trail from read.account order by 1`).map(({ id, ...row }) => [
      id,
      row,
    ]),
    values: (await sql`select id, value from read.value order by 1`).map((row) => [row.id, row.value]),
    parked: (await sql`select partition, skipped from read.parked_partition order by 1`).map((row) => [
      row.partition,
      row.skipped,
    ]),
  });

  beforeAll(async () => {
    database = await createTestDatabase();
    const admin = connect({ url: database.url, applicationName: 'spec', max: 1 });
    await ensureSchemasAndRoles(admin);
    await disconnect(admin);
    sql = connect({ url: database.url, applicationName: 'spec', role: roleOf.read, max: 3 });
    await migrateGroups(sql, [accounts()]);
  });
  beforeEach(empty);
  afterEach(async () => {
    await stopAll();
    await Promise.all(proxies.splice(0).map((proxy) => proxy.close()));
  });
  afterAll(async () => {
    await disconnect(sql);
    await database.drop();
  });

  it('has the rows of one fold: any events, any batches, any cuts, one runner or two', async () => {
    const seen = { commitAnswer: 0, piece: 0 };
    const property = fc.asyncProperty(
      fc.array(event, { minLength: 1, maxLength: 40 }),
      fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 8 }),
      fc.array(cut, { maxLength: 4 }),
      fc.boolean(),
      fc.constantFrom(0, 2, 100),
      async (specs, sizes, cuts, two, keepStates) => {
        await empty();
        const store = new MemoryEventStore();
        fill(store, specs);
        start(store);
        await folded(store);
        await stopAll();
        const clean = await dump(sql);
        expect(await actual()).toEqual(expected(store));

        await empty();
        const left = [...cuts];
        const proxy = await createCuttingProxy(database.url, () => left.shift() ?? { kind: 'never' });
        proxies.push(proxy);
        let turn = 0;
        store.cut = () => sizes[(turn += 1) % sizes.length] ?? 1;
        start(store, proxy.url, accounts(keepStates));
        if (two) start(store, proxy.url, accounts(keepStates));
        await folded(store);
        await stopAll();
        seen.commitAnswer += proxy.cuts.commitAnswer;
        seen.piece += proxy.cuts.piece;
        expect(await dump(sql)).toBe(clean);
      },
    );
    await fc.assert(property, { numRuns: Number(process.env['SPEC_RUNS'] ?? 25), endOnFailure: true });
    expect(seen.commitAnswer).toBeGreaterThan(0);
    expect(seen.piece).toBeGreaterThan(0);
  }, 120_000);

  it('stops when its checkpoint was moved under it, and goes on from where it is', async () => {
    const store = new MemoryEventStore();
    fill(store, [{ kind: 'added', account: 1, amount: 1 }]);
    start(store, database.url, accounts(100));
    await folded(store);
    // Somebody else has folded the next event already: its rows are there, and the checkpoint says so.
    const next = 17n;
    await sql.begin(async (tx) => {
      await tx`update read.account set total = 3, trail = ',7,17'`;
      await tx`update read.projection_group set position = ${next}, last_event = ${next}`;
    });
    fill(store, [
      { kind: 'added', account: 1, amount: 2 },
      { kind: 'added', account: 1, amount: 4 },
    ]);
    await folded(store);
    expect((await actual()).rows).toEqual([['a1', { region: 'r0', total: 7, trail: ',7,17,27' }]]);
  });

  it('is taken over within five seconds when its owner loses its connection', async () => {
    const store = new MemoryEventStore();
    const proxy = await createCuttingProxy(database.url, () => ({ kind: 'never' }));
    proxies.push(proxy);
    const owner = start(store, proxy.url);
    const state = async (running: RunningGroup, kinds: readonly string[]): Promise<void> => {
      while (!kinds.includes(running.status().kind)) await soon(5);
    };
    await state(owner, ['catching-up', 'running']);
    const standby = start(store);
    await state(standby, ['standby']);
    fill(store, [{ kind: 'added', account: 1, amount: 1 }]);
    await folded(store);
    const started = performance.now();
    await proxy.close();
    fill(store, [{ kind: 'added', account: 1, amount: 2 }]);
    await folded(store, 5_000);
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(standby.status().kind).toBe('running');
    expect(owner.status().kind).not.toBe('running');
  });

  it('saves what came before a poisoned event, and nothing after it', async () => {
    const store = new MemoryEventStore();
    const added = (amount: number, poison?: string): Spec => ({ kind: 'added', account: 1, amount, poison });
    fill(store, [added(1)]);
    start(store, database.url, accounts(100));
    await folded(store);
    await sql.begin(async (tx) => {
      await tx`select 1 from read.projection_group for update`; // so that what comes now makes one batch
      fill(store, [added(2)]);
      await soon(50);
      fill(store, [
        added(4),
        added(8),
        added(16, 'save'),
        added(32),
        { kind: 'added', account: 2, amount: 1 },
      ]);
    });
    await folded(store);
    expect(await actual()).toMatchObject({
      rows: [
        ['a1', { total: 15, trail: ',7,17,27,37' }],
        ['a2', { total: 1 }],
      ],
      parked: [['a1', 1]],
    });
  });

  it('parks a partition whose row cannot be made, though none of its own events came', async () => {
    const store = new MemoryEventStore();
    fill(store, [
      { kind: 'added', account: 1, amount: 13 },
      { kind: 'added', account: 2, amount: 5 },
      { kind: 'rate', region: 0, rate: 1 },
    ]);
    start(store);
    await folded(store);
    expect((await actual()).values).toEqual([['a2', 5]]);
    const parked =
      await sql`select projection, partition, position, event_type, skipped from read.parked_partition`;
    expect(parked).toEqual([
      { projection: 'value', partition: 'a1', position: 27n, event_type: null, skipped: 0 },
    ]);
  });

  it('parks nothing for a fault that is no event’s, and goes on when it is mended', async () => {
    const store = new MemoryEventStore();
    const running = start(store);
    while (running.status().kind !== 'catching-up') await soon(5);
    await sql`alter table read.rate rename to rate_away`; // 42P01: every event would fail alike
    fill(store, [{ kind: 'rate', region: 0, rate: 2 }]);
    while (running.status().kind !== 'failing') await soon(5);
    await soon(400);
    expect(running.status()).toMatchObject({ kind: 'failing', error: expect.stringContaining('42P01') });
    expect(await sql`select * from read.parked_partition`).toEqual([]);
    await sql`alter table read.rate_away rename to rate`;
    await folded(store);
    expect(await actual()).toMatchObject({ rates: [['r0', 2]], parked: [] });
  });

  it('refuses rows of another ledger, and a log that is shorter', async () => {
    const store = new MemoryEventStore();
    fill(store, [{ kind: 'added', account: 1, amount: 1 }]);
    start(store);
    await folded(store);
    await stopAll();
    const shorter = start(new MemoryEventStore());
    await expect(shorter.done).rejects.toMatchObject({ code: 'LOG_SHORTER' });
    await expect(shorter.done).rejects.toBeInstanceOf(ReadModelsRefusedError);
    await sql`update read.projection_group set ledger_id = gen_random_uuid()`;
    await expect(start(store).done).rejects.toMatchObject({ code: 'LEDGER_MISMATCH' });
  });

  it('is made anew when a projection’s version has changed', async () => {
    const store = new MemoryEventStore();
    fill(store, [{ kind: 'added', account: 1, amount: 1 }]);
    start(store);
    await folded(store);
    await stopAll();
    const clean = await dump(sql);
    await sql`update read.account set total = 99`;
    await sql`update read.projection_group set version = 'rate@1,account@0,value@1'`;
    start(store);
    while ((await dump(sql)) !== clean) await soon(20);
  });

  it('wakes who waits for a position, by notification, and tells who waited in vain', async () => {
    const store = new MemoryEventStore();
    start(store);
    const waiter = createPositionWaiter({
      sql,
      database: { url: database.url, role: roleOf.read },
      group: 'accounts',
      logger,
    });
    await soon(200);
    expect(await waiter.waitFor(7n, 100)).toBe(false);
    const waits = [7n, 17n].map((position) => waiter.waitFor(position, 10_000));
    await soon(50);
    fill(store, [{ kind: 'other' }]);
    const told = performance.now();
    expect(await waits[0]).toBe(true);
    expect(performance.now() - told).toBeLessThan(1_000);
    fill(store, [{ kind: 'other' }]);
    expect(await waits[1]).toBe(true);
    expect(await waiter.waitFor(17n, 1)).toBe(true);

    // The listener's session dies: what happened meanwhile is not missed.
    const third = waiter.waitFor(27n, 10_000);
    await soon(50);
    const admin = connect({ url: database.url, applicationName: 'spec', max: 1 });
    const killed = await admin`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'sla-ledger positions accounts' and datname = current_database()`;
    expect(killed).toHaveLength(1);
    await disconnect(admin);
    fill(store, [{ kind: 'other' }]);
    const missed = performance.now();
    expect(await third).toBe(true);
    expect(performance.now() - missed).toBeLessThan(5_000);
    const vain = waiter.waitFor(1_000n, 60_000);
    await soon(20);
    await waiter.close();
    expect(await vain).toBe(false);
  });

  it('gives readers one state with its position, and says how far it is', async () => {
    const store = new MemoryEventStore();
    fill(store, [{ kind: 'added', account: 1, amount: 1 }]);
    const groups = [accounts()];
    expect(await projectionStatus({ sql, store, groups })).toMatchObject([
      { name: 'rate', position: null, lagMs: null, state: 'stopped', parked: 0 },
      { name: 'account' },
      { name: 'value' },
    ]);
    start(store);
    await folded(store);
    const read = await snapshot(sql, 'accounts', async ({ tx, position, parked }) => {
      const before = await tx<{ total: number }[]>`select total from read.account`;
      fill(store, [{ kind: 'added', account: 1, amount: 1, poison: 'apply' }]);
      await folded(store);
      const after = await tx<{ total: number }[]>`select total from read.account`;
      return { before, after, position, parked };
    });
    expect(read).toMatchObject({ before: [{ total: 1 }], after: [{ total: 1 }], position: 7n, parked: [] });
    expect(await snapshot(sql, 'accounts', async ({ parked }) => parked)).toEqual([
      { projection: 'account', partition: 'a1' },
    ]);
    expect(await projectionStatus({ sql, store, groups })).toMatchObject([
      { name: 'rate', position: '17', lagMs: 0, state: 'running', parked: 0 },
      { name: 'account', parked: 1 },
      { name: 'value', parked: 0 },
    ]);
  });
});

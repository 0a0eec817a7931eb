import { type AccountEvent, actualRows, expectedRows, fill } from '../../test/account-events.js';
import { accounts, dump } from '../../test/accounts.js';
import { createGroupHarness, type GroupHarness, soon } from '../../test/group-harness.js';
import { MemoryEventStore } from '../../test/memory-event-store.js';
import { snapshot } from '../snapshot.js';
import { parkedPartitions } from './parked-partitions.js';
import { skippedEvents } from './skipped-events.js';

const added = (account: number, amount: number, poison?: string): AccountEvent => ({
  kind: 'added',
  account,
  amount,
  poison,
});

describe('a poisoned event', () => {
  let harness: GroupHarness;

  beforeAll(async () => {
    harness = await createGroupHarness();
  });
  beforeEach(() => harness.empty());
  afterEach(() => harness.stopAll());
  afterAll(() => harness.close());

  /** What a program that can fold everything makes of the whole log. */
  const cleanFold = async (store: MemoryEventStore): Promise<string> => {
    await harness.stopAll();
    await harness.empty();
    harness.start(store, { group: accounts({ mended: true }) });
    await harness.folded(store);
    return dump(harness.sql);
  };

  it('lets everything before it be saved, and nothing after it', async () => {
    const { sql } = harness;
    const store = new MemoryEventStore();
    fill(store, [added(1, 1)]);
    harness.start(store, { group: accounts({ keepStates: 100 }) });
    await harness.folded(store);
    await sql.begin(async (tx) => {
      await tx`select 1 from read.projection_group for update`; // so that what comes now makes one batch
      fill(store, [added(1, 2)]);
      await soon(50);
      fill(store, [added(1, 4), added(1, 8), added(1, 16, 'save'), added(1, 32), added(2, 1)]);
    });
    await harness.folded(store);
    expect(await actualRows(sql)).toMatchObject({
      rows: [
        ['a1', { total: 15, trail: ',7,17,27,37' }],
        ['a2', { total: 1 }],
      ],
      parked: [['a1', 1]],
    });
  });

  it('parks a partition whose row cannot be made, though none of its own events came', async () => {
    const { sql } = harness;
    const store = new MemoryEventStore();
    fill(store, [added(1, 13), added(2, 5), { kind: 'rate', region: 0, rate: 1 }]);
    harness.start(store);
    await harness.folded(store);
    expect((await actualRows(sql)).values).toEqual([['a2', 5]]);
    expect(await parkedPartitions(sql, 'accounts', ['value'])).toEqual([
      {
        projection: 'value',
        partition: 'a1',
        position: 27n,
        error: expect.any(String),
        skipped: 0,
        placed: true,
      },
    ]);
  });

  it.each(['apply', 'save'])(
    'in %s: a retry after the program was mended gives the bytes of a clean fold',
    async (how) => {
      const { sql } = harness;
      const store = new MemoryEventStore();
      fill(store, [
        { kind: 'rate', region: 0, rate: 2 },
        { kind: 'rate', region: 1, rate: 4 },
        added(1, 1),
        added(1, 2, how),
        added(2, 8),
        { kind: 'moved', account: 1, region: 1 },
        added(1, 4, how),
      ]);
      const poisoned = harness.start(store);
      await harness.folded(store);
      expect((await actualRows(sql)).parked).toEqual([['a1', 2]]);

      // The same program cannot do it: the partition is parked as it was.
      const before = await actualRows(sql);
      fill(store, [{ kind: 'retry', account: 1 }]);
      await harness.folded(store);
      expect(await actualRows(sql)).toEqual(before);

      await poisoned.stop();
      harness.start(store, { group: accounts({ mended: true }) });
      fill(store, [{ kind: 'retry', account: 1 }]);
      await harness.folded(store);
      expect(await actualRows(sql)).toMatchObject({
        rows: [
          ['a1', { region: 'r1', total: 7, trail: ',27,37,57,67' }],
          ['a2', { total: 8 }],
        ],
        values: [
          ['a1', 28],
          ['a2', 16],
        ],
        parked: [],
      });
      const retried = await dump(sql);
      expect(retried).toBe(await cleanFold(store));
    },
  );

  it('can be skipped: later ones are folded, and the partition stays incomplete until it can be folded', async () => {
    const { sql } = harness;
    const store = new MemoryEventStore();
    fill(store, [added(1, 1), added(1, 2, 'apply'), added(1, 4), { kind: 'skip', account: 1 }, added(1, 8)]);
    harness.start(store);
    await harness.folded(store);
    expect(await actualRows(sql)).toEqual(expectedRows(store));
    expect(await actualRows(sql)).toMatchObject({
      rows: [['a1', { total: 13, trail: ',7,27,47' }]],
      parked: [],
    });
    expect(await skippedEvents(sql, 'accounts', ['account'])).toMatchObject([
      { partition: 'a1', position: 17n, event: { type: 'Added' }, error: 'cannot be folded' },
    ]);
    expect(await snapshot(sql, 'accounts', async ({ incomplete }) => incomplete)).toEqual([
      { projection: 'account', partition: 'a1', position: 17n },
    ]);
    // A program that can fold it does so when the rows are made anew: nothing was forgotten.
    await cleanFold(store);
    expect(await actualRows(sql)).toMatchObject({
      rows: [['a1', { total: 15, trail: ',7,17,27,47' }]],
      skipped: [],
    });
  });

  it('is skipped once, however often the order comes', async () => {
    const { sql } = harness;
    const store = new MemoryEventStore();
    fill(store, [added(1, 1, 'apply'), added(1, 2, 'apply'), added(1, 4)]);
    const data = { projection: 'account', partition: 'a1', parkedAt: '7', reason: 'sent again' };
    store.add('ParkedEventSkipped', data, 'projection-accounts');
    store.add('ParkedEventSkipped', data, 'projection-accounts');
    harness.start(store);
    await harness.folded(store);
    expect(await actualRows(sql)).toMatchObject({ rows: [], parked: [['a1', 1]], skipped: [['a1', 7n]] });
  });

  it('of which nobody knows whose it is is left to a rebuild, as events of its partition have gone past', async () => {
    const { sql } = harness;
    const store = new MemoryEventStore();
    fill(store, [added(1, 1, 'partition'), added(1, 2)]);
    harness.start(store);
    await harness.folded(store);
    expect(await parkedPartitions(sql, 'accounts', ['account'])).toMatchObject([
      { partition: 's1', placed: false },
    ]);
    const before = await actualRows(sql);
    const data = { projection: 'account', partition: 's1', parkedAt: '7' };
    store.add('ParkedPartitionRetried', data, 'projection-accounts');
    store.add('ParkedEventSkipped', data, 'projection-accounts');
    await harness.folded(store);
    expect(await actualRows(sql)).toEqual(before);
  });
});

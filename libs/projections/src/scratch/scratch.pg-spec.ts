import { roleOf } from '@app/platform';
import { pino } from 'pino';
import { fill, manyEvents } from '../../test/account-events.js';
import { accounts, dump } from '../../test/accounts.js';
import { createGroupHarness, type GroupHarness } from '../../test/group-harness.js';
import { MemoryEventStore } from '../../test/memory-event-store.js';
import { tablesOf } from '../projection-group.js';
import { comparedTables } from '../rebuild/compare-tables.js';
import { withBothRows } from './both-rows.js';
import { type RowDifference, rowDifferences } from './row-differences.js';
import { ScratchRows } from './scratch-rows.js';

const ledgerId = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';

describe('rows made to be compared', () => {
  let harness: GroupHarness;

  beforeAll(async () => {
    harness = await createGroupHarness();
  });
  beforeEach(() => harness.empty());
  afterEach(() => harness.stopAll());
  afterAll(() => harness.close());

  /** Every difference in every table, and where both stood. */
  const compared = async (
    store: MemoryEventStore,
    meanwhile: () => Promise<void> = async () => undefined,
  ): Promise<{ found: readonly (RowDifference & { table: string })[]; position: bigint | undefined }> => {
    const [group, database] = [accounts(), { url: harness.url, role: roleOf.read }];
    const options = { group, store, database, ledgerId, logger: pino({ level: 'silent' }) };
    const scratch = await ScratchRows.open(options);
    try {
      const { signal } = new AbortController();
      return await withBothRows(
        { scratch, database, group, indexed: true, signal },
        async ({ served, look }) => {
          expect(scratch.checkpoint.position).toBe(served.position);
          await meanwhile();
          const tables = comparedTables(group).map(async (table) => {
            const { first } = await look((tx) => rowDifferences(tx, table, 10));
            return first.map((difference) => ({ table: table.table, ...difference }));
          });
          return { found: (await Promise.all(tables)).flat(), position: served.position };
        },
      );
    } finally {
      await scratch.discard();
    }
  };

  it('are those that serve, parked partitions included, whatever comes meanwhile; nothing of what serves is touched', async () => {
    const store = new MemoryEventStore();
    fill(store, manyEvents(120));
    harness.start(store);
    await harness.folded(store);
    const before = await dump(harness.sql);
    expect((await compared(store)).found).toEqual([]);
    expect(await dump(harness.sql)).toBe(before);
    const { found, position } = await compared(store, async () => {
      fill(store, manyEvents(50));
      await harness.folded(store); // what serves goes on while both are being looked at
    });
    expect(found).toEqual([]);
    expect(position).toBeLessThan(store.events.at(-1)!.position);
  });

  it('name each value that differs, and rows that only one side has', async () => {
    const store = new MemoryEventStore();
    fill(store, manyEvents(40));
    harness.start(store);
    await harness.folded(store);
    const [{ total } = { total: 0 }] = await harness.sql<{ total: number }[]>`
      select total from read.account where id = 'a1'`;
    await harness.sql`update read.account set total = total + 1, region = 'r9' where id = 'a1'`;
    await harness.sql`delete from read.value where id = 'a2'`;
    await harness.sql`insert into read.rate values ('r7', 3)`;
    const { found } = await compared(store);
    expect(found).toEqual([
      {
        table: 'rate',
        key: { region: 'r7' },
        kind: 'unexpected',
        column: null,
        stored: { region: 'r7', rate: 3 },
        computed: null,
      },
      {
        table: 'account',
        key: { id: 'a1' },
        kind: 'changed',
        column: 'region',
        stored: 'r9',
        computed: expect.stringMatching(/^r\d$/),
      },
      {
        table: 'account',
        key: { id: 'a1' },
        kind: 'changed',
        column: 'total',
        stored: total + 1,
        computed: total,
      },
      {
        table: 'value',
        key: { id: 'a2' },
        kind: 'missing',
        column: null,
        stored: null,
        computed: { id: 'a2', value: expect.any(Number) },
      },
    ]);
  });

  it('cost no log of the database: they are made again after a crash', async () => {
    const store = new MemoryEventStore();
    fill(store, manyEvents(5));
    harness.start(store);
    await harness.folded(store);
    const tables = tablesOf(accounts());
    let kinds: readonly object[] = [];
    await compared(store, async () => {
      kinds = await harness.sql`
        select relname as name, relpersistence as kind from pg_class
        where relnamespace = 'scratch'::regnamespace and relname = any(${tables}) order by name`;
    });
    expect(kinds).toEqual([...tables].sort().map((name) => ({ name, kind: 'u' })));
  });

  it('begin with nothing, whatever was left there, and leave nothing behind', async () => {
    const store = new MemoryEventStore();
    fill(store, manyEvents(30));
    harness.start(store);
    await harness.folded(store);
    await compared(store, async () => {
      throw new Error('killed');
    }).catch(() => undefined);
    expect((await compared(store)).found).toEqual([]);
    expect(
      await harness.sql`select tablename from pg_tables where schemaname = 'scratch' and tablename = 'account'`,
    ).toEqual([]);
  });
});

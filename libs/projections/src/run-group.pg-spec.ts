import { actualRows, fill } from '../test/account-events.js';
import { accounts } from '../test/accounts.js';
import { createGroupHarness, type GroupHarness, soon, until } from '../test/group-harness.js';
import { MemoryEventStore } from '../test/memory-event-store.js';
import { systemClock } from '@app/platform';
import { ReadModelsRefusedError } from './projection.errors.js';
import { projectionStatus } from './projection-status.js';
import { snapshot } from './snapshot.js';

describe('a projection group', () => {
  let harness: GroupHarness;

  beforeAll(async () => {
    harness = await createGroupHarness();
  });
  beforeEach(() => harness.empty());
  afterEach(() => harness.stopAll());
  afterAll(() => harness.close());

  it.each([0, 100])(
    'stops when its checkpoint was moved under it, and goes on there (%i states kept)',
    async (keepStates) => {
      const { sql } = harness;
      const store = new MemoryEventStore();
      fill(store, [{ kind: 'added', account: 1, amount: 1 }]);
      harness.start(store, { group: accounts({ keepStates }) });
      await harness.folded(store);
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
      await harness.folded(store);
      expect((await actualRows(sql)).rows).toEqual([['a1', { region: 'r0', total: 7, trail: ',7,17,27' }]]);
    },
  );

  it('parks nothing for a fault that is no event’s, and goes on when it is mended', async () => {
    const { sql } = harness;
    const store = new MemoryEventStore();
    const running = harness.start(store);
    const becomes = (kind: string): Promise<void> =>
      until(
        () => running.status().kind === kind,
        () => `never ${kind}`,
      );
    await becomes('running');
    await sql`alter table read.rate rename to rate_away`; // 42P01: every event would fail alike
    fill(store, [{ kind: 'rate', region: 0, rate: 2 }]);
    await becomes('failing');
    await soon(400);
    // Between two tries it catches up for an instant: what it says is looked at when it has failed again.
    const failure = (): string => {
      const status = running.status();
      return status.kind === 'failing' ? status.error : '';
    };
    await until(
      () => failure().includes('42P01'),
      () => `not failing by 42P01: ${JSON.stringify(running.status())}`,
    );
    expect(await sql`select * from read.parked_partition`).toEqual([]);
    await sql`alter table read.rate_away rename to rate`;
    await harness.folded(store);
    expect(await actualRows(sql)).toMatchObject({ rates: [['r0', 2]], parked: [] });
  });

  it('refuses rows of another ledger, and a log that is shorter', async () => {
    const store = new MemoryEventStore();
    fill(store, [{ kind: 'added', account: 1, amount: 1 }]);
    harness.start(store);
    await harness.folded(store);
    await harness.stopAll();
    const shorter = harness.start(new MemoryEventStore());
    await expect(shorter.done).rejects.toMatchObject({ code: 'LOG_SHORTER' });
    await expect(shorter.done).rejects.toBeInstanceOf(ReadModelsRefusedError);
    await harness.sql`update read.projection_group set ledger_id = gen_random_uuid()`;
    await expect(harness.start(store).done).rejects.toMatchObject({ code: 'LEDGER_MISMATCH' });
  });

  it('gives readers one state with its position, and says how far it is', async () => {
    const { sql } = harness;
    const store = new MemoryEventStore();
    fill(store, [{ kind: 'added', account: 1, amount: 1 }]);
    const status = () => projectionStatus({ sql, store, groups: [accounts()], clock: systemClock });
    const [waiting] = await status();
    expect(waiting).toMatchObject({ name: 'rate', position: null, state: 'stopped', parked: 0, skipped: 0 });
    expect(waiting?.lagMs).toBeGreaterThan(systemClock.nowMs() - 1_700_000_000_000 - 60_000);
    harness.start(store);
    await harness.folded(store);
    const read = await snapshot(sql, 'accounts', async ({ tx, position, incomplete }) => {
      const before = await tx<{ total: number }[]>`select total from account`;
      fill(store, [{ kind: 'added', account: 1, amount: 1, poison: 'apply' }]);
      await harness.folded(store);
      const after = await tx<{ total: number }[]>`select total from account`;
      return { before, after, position, incomplete };
    });
    expect(read).toMatchObject({
      before: [{ total: 1 }],
      after: [{ total: 1 }],
      position: 7n,
      incomplete: [],
    });
    const parked = await snapshot(sql, 'accounts', async ({ incomplete }) => incomplete);
    expect(parked).toEqual([{ projection: 'account', partition: 'a1', position: 17n }]);
    expect(await status()).toMatchObject([
      { name: 'rate', position: '17', lagMs: 0, state: 'running', parked: 0 },
      { name: 'account', parked: 1 },
      { name: 'value', parked: 0 },
    ]);
  });
});

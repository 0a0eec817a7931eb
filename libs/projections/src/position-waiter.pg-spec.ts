import { connect, disconnect } from '@app/platform';
import { fill } from '../test/account-events.js';
import { createGroupHarness, type GroupHarness, soon } from '../test/group-harness.js';
import { MemoryEventStore } from '../test/memory-event-store.js';

describe('who waits for a position', () => {
  let harness: GroupHarness;

  beforeAll(async () => {
    harness = await createGroupHarness();
  });
  beforeEach(() => harness.empty());
  afterEach(() => harness.stopAll());
  afterAll(() => harness.close());

  const asAdministrator = async (statement: string): Promise<number> => {
    const admin = connect({ url: harness.url, applicationName: 'spec', max: 1 });
    const rows = await admin.unsafe(statement);
    await disconnect(admin);
    return rows.length;
  };

  it('is woken by notification, and told when it was in vain', async () => {
    const store = new MemoryEventStore();
    harness.start(store);
    const waiter = harness.waiter();
    await soon(200);
    expect(await waiter.waitFor(7n, 100)).toBe(false);
    const waits = [7n, 17n].map((position) => waiter.waitFor(position, 30_000));
    await soon(50);
    fill(store, [{ kind: 'other' }]);
    expect(await waits[0]).toBe(true);
    fill(store, [{ kind: 'other' }]);
    expect(await waits[1]).toBe(true);
    expect(await waiter.waitFor(17n, 1)).toBe(true);
    const vain = waiter.waitFor(1_000n, 60_000);
    await soon(20);
    await waiter.close();
    expect(await vain).toBe(false);
  });

  it('asks once when it begins, and not again while it waits', async () => {
    const store = new MemoryEventStore();
    const waiter = harness.waiter();
    fill(store, [{ kind: 'other' }]);
    await soon(200);
    // A runner that moves the checkpoint without a word: who polls would see it.
    const wait = waiter.waitFor(7n, 1_500);
    await soon(100);
    let over = false;
    void wait.then(() => (over = true));
    await harness.sql`update read.projection_group set position = 7 where name = 'accounts'`;
    await harness.sql`insert into read.projection_group (name, version, ledger_id, position)
      values ('accounts', 'v', gen_random_uuid(), 7) on conflict do nothing`;
    await soon(1_000);
    expect(over).toBe(false);
    // The last look, when its time is up.
    expect(await wait).toBe(true);
  });

  it('misses nothing when the listening session dies', async () => {
    const store = new MemoryEventStore();
    harness.start(store);
    const waiter = harness.waiter();
    await soon(200);
    const wait = waiter.waitFor(7n, 300_000); // its last look would come too late for this test
    await soon(50);
    const killed = await asAdministrator(`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'sla-ledger positions accounts' and datname = current_database()`);
    expect(killed).toBe(1);
    fill(store, [{ kind: 'other' }]);
    expect(await wait).toBe(true);
  });
});

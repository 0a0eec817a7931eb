import { connect, disconnect } from '@app/platform';
import { actualRows, fill } from '../test/account-events.js';
import { createGroupHarness, type GroupHarness, type Runner, until } from '../test/group-harness.js';
import { MemoryEventStore } from '../test/memory-event-store.js';
import { isGroupOwned } from './group-lock.js';

/** A standby has to be at it within five seconds; what a busy machine adds is no fault of ours. */
const longestMs = 5_000;

describe('a standby', () => {
  let harness: GroupHarness;

  beforeAll(async () => {
    harness = await createGroupHarness();
  });
  beforeEach(() => harness.empty());
  afterEach(() => harness.stopAll());
  afterAll(() => harness.close());

  const becomes = (runner: Runner, ...kinds: string[]): Promise<void> =>
    until(
      () => kinds.includes(runner.status().kind),
      () => `never ${kinds.join(' or ')}: ${JSON.stringify(runner.status())}`,
    );

  /** An owner, reached over a line that can be cut, and a standby. */
  const ownerAndStandby = async (store: MemoryEventStore) => {
    const line = await harness.proxy(() => ({ kind: 'never' }));
    const owner = harness.start(store, { url: line.url });
    await becomes(owner, 'catching-up', 'running');
    const standby = harness.start(store);
    await becomes(standby, 'standby');
    fill(store, [{ kind: 'added', account: 1, amount: 1 }]);
    await harness.folded(store);
    return { line, owner, standby };
  };

  const expectTakenOver = async (store: MemoryEventStore, since: number): Promise<void> => {
    fill(store, [{ kind: 'added', account: 1, amount: 2 }]);
    await harness.folded(store);
    const ms = Math.round(performance.now() - since);
    process.stdout.write(`the standby had taken over after ${ms} ms\n`);
    expect(ms).toBeLessThan(longestMs);
    expect((await actualRows(harness.sql)).rows).toEqual([
      ['a1', { region: 'r0', total: 3, trail: ',7,17' }],
    ]);
  };

  it('takes over when its owner loses its connection', async () => {
    const store = new MemoryEventStore();
    const { line, owner, standby } = await ownerAndStandby(store);
    const since = performance.now();
    await line.close();
    await expectTakenOver(store, since);
    await becomes(standby, 'running');
    await becomes(owner, 'failing');
  });

  it('need not wait when the server ends the session of its owner', async () => {
    const store = new MemoryEventStore();
    await ownerAndStandby(store);
    const since = performance.now();
    const admin = connect({ url: harness.url, applicationName: 'spec', max: 1 });
    const ended = await admin`
      select pg_terminate_backend(pid) from pg_locks
      where locktype = 'advisory' and granted and database = (
        select oid from pg_database where datname = current_database())`;
    await disconnect(admin);
    expect(ended).toHaveLength(1);
    await expectTakenOver(store, since); // by the standby, or by the owner that was
  });

  it('has nothing to take over while its owner lives', async () => {
    const store = new MemoryEventStore();
    const { owner, standby } = await ownerAndStandby(store);
    expect(await isGroupOwned(harness.sql, 'accounts')).toBe(true);
    expect([owner.status().kind, standby.status().kind]).toEqual(['running', 'standby']);
    await owner.stop();
    await becomes(standby, 'running');
    expect(await isGroupOwned(harness.sql, 'accounts')).toBe(true);
  });
});

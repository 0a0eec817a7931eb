import { randomUUID } from 'node:crypto';
import type { EventStore } from '@app/event-store';
import { connect, disconnect, roleOf, type Sql, systemClock } from '@app/platform';
import { pino } from 'pino';
import type { TestDatabase } from '../../../test/support/test-database.js';
import { startTestLog, type TestLog } from '../../../test/support/test-log.js';
import { accounts, dump } from '../test/accounts.js';
import { createPositionWaiter } from './position-waiter.js';
import { prepareReadModels } from './prepare-group.js';
import { runGroup } from './run-group.js';

const ledgerId = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
const logger = pino({ level: 'silent' });

describe('a group behind the real log', () => {
  let log: TestLog;
  let database: TestDatabase;
  let store: EventStore;
  let sql: Sql;

  beforeAll(async () => {
    log = await startTestLog(logger);
    ({ database, store } = log);
    sql = connect({ url: database.url, applicationName: 'spec', role: roleOf.read, max: 3 });
    await prepareReadModels(sql, [accounts()], ledgerId);
  });
  afterAll(async () => {
    await log.stop(() => disconnect(sql));
  });

  const append = async (count: number): Promise<bigint> => {
    let position = 0n;
    for (let n = 0; n < count; n += 100) {
      const events = Array.from({ length: 100 }, (_, i) => ({
        id: randomUUID(),
        type: 'Added',
        data: { account: `a${(n + i) % 37}`, amount: i },
        metadata: {},
      }));
      const outcome = await store.append(`stream-${n % 700}`, events, 'any');
      if (outcome.kind === 'appended') position = outcome.position;
    }
    return position;
  };

  it('comes to the same rows live and made anew, stopped and started in between', async () => {
    const waiter = createPositionWaiter({
      sql,
      database: { url: database.url, role: roleOf.read },
      group: 'accounts',
      logger,
    });
    const start = () => {
      const stop = new AbortController();
      const running = runGroup({
        group: accounts({ keepStates: 100 }),
        store,
        database: { url: database.url, role: roleOf.read },
        ledgerId,
        clock: systemClock,
        logger,
        signal: stop.signal,
        maxBatch: 150,
      });
      return async (): Promise<void> => {
        stop.abort();
        await running.done;
      };
    };
    let stop = start();
    expect(await waiter.waitFor(await append(1_000), 10_000)).toBe(true);
    await stop();
    const last = await append(1_000);
    stop = start();
    expect(await waiter.waitFor(last, 10_000)).toBe(true);
    const live = await dump(sql);
    await stop();
    const [sum] = await sql`select sum(total)::bigint as total, count(*) as accounts from read.account`;
    expect(sum).toEqual({ total: 20 * 4_950, accounts: 37 });

    await sql`truncate read.projection_group, read.account, read.value`;
    stop = start();
    expect(await waiter.waitFor(last, 10_000)).toBe(true);
    expect(await dump(sql)).toBe(live);
    await stop();
    await waiter.close();
  });
});

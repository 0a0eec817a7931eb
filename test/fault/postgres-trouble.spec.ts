import { setTimeout as timer } from 'node:timers/promises';
import postgres from 'postgres';
import { eventually, withPostgres } from '../support/stack-api.js';
import { Ledger } from './rig/client.js';
import { startLoad } from './rig/load.js';
import { expectNothingLost } from './rig/reckoning.js';
import { type StackParts, startStackParts } from './rig/stack-parts.js';
import { survived } from './rig/tally.js';

describe('Postgres in trouble, under load', () => {
  let stack: StackParts;
  const ledger = new Ledger();
  beforeAll(async () => {
    stack = await startStackParts();
  }, 120_000);
  afterAll(() => stack.stop());

  const answersGoOn = async (): Promise<void> => {
    const before = ledger.answers;
    await eventually(
      () => ledger.answers,
      (answers) => answers > before + 10,
      60_000,
    );
  };

  it('is restarted in good order, again and again: all is taken up, nothing lost', async () => {
    const load = startLoad(stack, ledger, stack.dataDir, 21, 'R');
    const keeper = stack.part('postgres');
    for (let turn = 0; turn < 3; turn += 1) {
      await answersGoOn();
      keeper.restart();
      await keeper.untilReady(60_000);
      survived('restart of postgres');
    }
    await answersGoOn();
    await load.stop();
    expect(stack.part('event-node').ownEnds).toEqual([]);
    await expectNothingLost(stack, ledger);
  }, 180_000);

  it('has no connection left: appends fail cleanly, and all is well when there are some again', async () => {
    await withPostgres(stack.administrator, (sql) => sql.unsafe('alter system set max_connections = 45'));
    stack.part('postgres').restart();
    await stack.part('postgres').untilReady(60_000);
    const load = startLoad(stack, ledger, stack.dataDir, 22, 'C');
    await answersGoOn();

    const hogs: postgres.Sql[] = [];
    let refused = 0;
    let hogging = true;
    const hog = async (): Promise<void> => {
      while (hogging) {
        const sql = postgres(stack.database, { max: 1, onnotice: () => undefined, connect_timeout: 2 });
        const code = await sql`select 1`.then(
          () => undefined,
          (error: unknown) => (error as { code?: string }).code,
        );
        if (code === undefined) hogs.push(sql);
        else await sql.end({ timeout: 1 });
        if (code === '53300') refused += 1; // too many clients already
        await timer(code === undefined ? 0 : 20);
      }
    };
    const hoggers = [hog(), hog()];
    await eventually(
      () => refused,
      (count) => count > 5,
      20_000,
    );
    // Everybody has to connect again, and there is no room for all.
    await withPostgres(
      stack.administrator,
      (sql) => sql`select pg_terminate_backend(pid) from pg_stat_activity
        where usename = 'sla_ledger' and application_name <> '' and pid <> pg_backend_pid()
          and application_name not like 'postgres.js%'`,
    );
    const repeatsBefore = ledger.repeats;
    await eventually(
      () => ledger.repeats,
      (repeats) => repeats > repeatsBefore + 5,
      60_000,
    );
    hogging = false;
    await Promise.all(hoggers);
    await Promise.all(hogs.map((sql) => sql.end({ timeout: 1 })));
    await answersGoOn();
    await load.stop();
    for (const name of ['event-node', 'api', 'projector']) expect(stack.part(name).ownEnds).toEqual([]);
    await expectNothingLost(stack, ledger);
    survived('postgres out of connections');
  }, 180_000);
});

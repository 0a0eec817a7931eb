import { readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as timer } from 'node:timers/promises';
import { eventually, withPostgres } from '../support/stack-api.js';
import { Ledger, postFact } from './rig/client.js';
import { createImports, ndjson, sensibleFacts } from './rig/fact-source.js';
import { type ImportLine, startImport } from './rig/importer.js';
import { startLoad } from './rig/load.js';
import { faultsOfLog, ledgerDatabase, lossesIn, readLog } from './rig/log-content.js';
import { expectNothingLost } from './rig/reckoning.js';
import { type StackParts, startStackParts } from './rig/stack-parts.js';
import { survived } from './rig/tally.js';

describe('two of a kind', () => {
  let stack: StackParts;
  let ledger: Ledger;
  beforeAll(async () => {
    stack = await startStackParts();
    ledger = new Ledger();
  }, 120_000);
  afterAll(() => stack.stop());

  const post = async (ticketId: string): Promise<void> => {
    for (const fact of sensibleFacts(ticketId)) await postFact(stack, ledger, fact);
  };

  it('a second event node refuses to start and says who has the log; the first goes on', async () => {
    const second = stack.another('second event node', 'event-node', { SLA_LEDGER_EVENT_NODE_PORT: '0' });
    const refusal = await second.tryToStart();
    const pid = stack.part('event-node').pid;
    expect(refusal).toMatch(`already being written by process ${pid} on host ${hostname()}, since`);
    expect(refusal).toMatch('stop that node first, or give this one another database');
    await post('T-two-nodes');
    expect(stack.part('event-node').pid).toBe(pid);
    expect(faultsOfLog(await readLog(stack.administrator))).toEqual([]);
  });

  it('two importers of the same file record every fact once, and account for all of them', async () => {
    const imports = createImports(7);
    const facts = Array.from({ length: 150 }, (_, index) => imports(`T-both-${index}`)).flat();
    const file = join(stack.dataDir, 'both.ndjson');
    await writeFile(file, ndjson(facts));
    const ran = await Promise.all([startImport(stack, file).ended, startImport(stack, file).ended]);
    expect(ran.map(({ code, stderr }) => ({ code, stderr }))).toEqual([
      { code: 0, stderr: '' },
      { code: 0, stderr: '' },
    ]);
    const [one, other] = ran.map(({ stdout }) => JSON.parse(stdout) as ImportLine);
    expect(one!.recorded + one!.duplicates).toBe(facts.length);
    expect(other!.recorded + other!.duplicates).toBe(facts.length);
    expect(one!.recorded + other!.recorded).toBe(facts.length);
    for (const { id } of facts) ledger.answered.add(id);
    const log = await readLog(stack.administrator);
    expect(lossesIn(log, ledger.answered)).toEqual({ lost: [], doubled: [], strange: [] });
  });

  /** Sessions of projectors, and how many of them hold the lock of the group. */
  const owners = (): Promise<{ sessions: number; owners: number }> =>
    withPostgres(ledgerDatabase(stack.administrator), async (sql) => {
      const [row] = await sql<{ sessions: number; owners: number }[]>`
        select count(distinct pid)::int as sessions, count(distinct pid) filter (where exists (
          select 1 from pg_locks where locktype = 'advisory' and granted and pg_locks.pid = activity.pid
            and ((classid::bigint << 32) | objid::bigint) = hashtextextended('sla-ledger projection service-levels', 0)
        ))::int as owners
        from pg_stat_activity as activity where application_name = 'sla-ledger projector service-levels'`;
      return row!;
    });

  it('of two projectors one owns the read models; killed in turn, they leave the rows of one fold', async () => {
    const second = stack.another('second projector', 'projector');
    await second.start();
    const load = startLoad(stack, ledger, stack.dataDir, 5);
    try {
      for (const victim of ['projector', 'second projector', 'projector', 'second projector'] as const) {
        await eventually(owners, (found) => found.sessions === 2, 20_000);
        for (let look = 0; look < 5; look += 1) {
          expect((await owners()).owners).toBeLessThanOrEqual(1);
          await timer(20);
        }
        await eventually(owners, (found) => found.owners === 1, 10_000);
        stack.part(victim).kill();
        survived('kill -9, one of two projectors');
        await stack.part(victim).untilReady(30_000);
      }
    } finally {
      await load.stop();
    }
    await expectNothingLost(stack, ledger);
    expect(second.ownEnds).toEqual([]);
    // Nobody ever wrote beside the owner: who comes second there finds the checkpoint moved, and says so.
    for (const name of ['projector', 'second projector']) {
      const said = await readFile(join(stack.dataDir, 'logs', `${name}.log`), 'utf8');
      expect(said).not.toContain('lost the projection group');
    }
  }, 180_000);
});

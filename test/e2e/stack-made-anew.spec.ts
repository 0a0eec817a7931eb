import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type RunningStack, StackTests } from '../support/stack-process.js';
import { eventually, readStackFile, withPostgres } from '../support/stack-api.js';

type Body = Readonly<Record<string, unknown>>;

/** The built programs: only these read the log in threads of their own. */
describe('what a running stack makes anew of the log', () => {
  const stacks = new StackTests();
  let stack: RunningStack;

  beforeAll(async () => {
    stack = await stacks.start({ dataDir: join(await stacks.directory(), 'data'), real: true });
    await stack.ready;
  }, 120_000);
  afterAll(() => stacks.cleanUp());

  const call = async (method: string, path: string): Promise<Body> => {
    const token = (await readFile(join(stack.dataDir, 'operator.token'), 'utf8')).trim();
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`http://127.0.0.1:${stack.port}${path}`, { method, headers });
    expect(answer.status).toBeLessThan(300);
    return (await answer.json()) as Body;
  };
  const ended = (path: string): Promise<Body> =>
    eventually(
      () => call('GET', path),
      ({ state }) => state === 'done' || state === 'failed',
      60_000,
    );

  /** What the log holds, and how many tickets serve. */
  const counted = async (): Promise<Body> =>
    withPostgres((await readStackFile(stack.dataDir)).postgres, async (sql) => {
      const [row] = await sql`
        select (select count(*) from log.event where type not like '$%')::int as events,
          (select count(*) from read.ticket)::int as tickets`;
      return row ?? {};
    });

  it('are the rows that serve', async () => {
    const path = '/v1/projections/service-levels/rebuild';
    await call('POST', path);
    expect(await ended(path)).toMatchObject({ state: 'done', differences: [] });
  });

  it('is what its verification compares, several times one after the other', async () => {
    for (let time = 0; time < 2; time += 1) {
      const { id } = await call('POST', '/v1/audit/verifications');
      const found = await ended(`/v1/audit/verifications/${String(id)}`);
      const { events, tickets } = await counted();
      expect(found).toMatchObject({ state: 'done', outcome: 'intact', counts: [] });
      expect(found.checked).toMatchObject({ events, leaves: events, tickets });
      expect(Number(tickets)).toBeGreaterThan(10);
    }
  });

  it('is left half done by a stack that is told to stop, which is soon', async () => {
    await call('POST', '/v1/audit/verifications');
    stack.signal('SIGTERM');
    expect(await stack.exited).toBe(0);
  });
});

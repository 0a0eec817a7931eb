import { eventually, withPostgres } from '../support/stack-api.js';
import { Ledger, postFact } from './rig/client.js';
import { sensibleFacts } from './rig/fact-source.js';
import { readLog, readLogOf } from './rig/log-content.js';
import { untilFolded } from './rig/read-tables.js';
import { type StackParts, startStackParts } from './rig/stack-parts.js';
import { survived } from './rig/tally.js';

describe('the database of the log, failed over to an empty host', () => {
  let stack: StackParts;
  const ledger = new Ledger();

  beforeAll(async () => {
    stack = await startStackParts();
    for (const fact of sensibleFacts('T-1')) await postFact(stack, ledger, fact);
    await untilFolded(stack.database, (await readLog(stack.administrator)).length, 30_000);
  }, 120_000);
  afterAll(() => stack.stop());

  it('is refused by what runs and by what starts, nothing is answered as recorded, and the right one is taken again', async () => {
    await withPostgres(stack.administrator, (sql) => sql.unsafe('create database empty owner sla_ledger'));
    const empty = new URL(stack.database);
    empty.pathname = '/empty';
    const node = stack.part('event-node');
    const { env } = node.program;
    node.become({ ...env, DATABASE_URL: empty.href });
    await node.untilReady(30_000);

    // The API that runs has seen the log go further than where this would stand.
    const fact = sensibleFacts('T-2')[0]!;
    const answer = await fetch(`${stack.api}/v1/imports`, {
      method: 'POST',
      body: JSON.stringify(fact.body),
      headers: { authorization: `Bearer ${stack.token}`, 'content-type': 'application/x-ndjson' },
    }).then(
      ({ status }) => status,
      () => 'cut off',
    );
    expect([500, 503, 'cut off']).toContain(answer);
    for (const name of ['api', 'projector']) {
      const part = stack.part(name);
      const hasRefused = (): boolean => part.lastWords().includes('LOG_SHORTER') && !part.isReady;
      await eventually(hasRefused, (refused) => refused, 20_000);
    }
    // It may have been written there, but nowhere that anybody reads; the ledger's own name was not put on it.
    const strays = await readLogOf(empty.href);
    expect(strays.map(({ stream }) => stream)).not.toContain('ledger');

    node.become(env);
    for (const name of ['event-node', 'api', 'projector']) await stack.part(name).untilReady(60_000);
    await postFact(stack, ledger, fact);
    expect(ledger.odd).toEqual([]);
    const log = await readLog(stack.administrator);
    expect(log.filter(({ factId }) => factId === fact.id)).toHaveLength(1);
    await untilFolded(stack.database, log.length, 30_000);
    survived('failed over to an empty host');
  }, 120_000);
});

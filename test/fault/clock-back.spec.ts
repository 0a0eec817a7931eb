import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { exampleAgreement } from '../support/example-agreement.js';
import { Ledger, postFact, postImport, putAgreement } from './rig/client.js';
import { createImports, sensibleFacts } from './rig/fact-source.js';
import { readLog } from './rig/log-content.js';
import { expectNothingLost } from './rig/reckoning.js';
import { type StackParts, startStackParts } from './rig/stack-parts.js';
import { survived } from './rig/tally.js';
import { untilAllIsSaid } from './rig/until-said.js';

const hour = 3_600_000;

describe('the clock of the machine, set back by an hour', () => {
  let directory: string;
  let stack: StackParts;
  const ledger = new Ledger();
  const imports = createImports(3);

  const shift = (ms: number): Promise<void> => writeFile(join(directory, 'shift'), String(ms));
  const record = async (prefix: string): Promise<void> => {
    for (const fact of sensibleFacts(`${prefix}-posted`)) await postFact(stack, ledger, fact);
    const tickets = Array.from({ length: 10 }, (_, index) => imports(`${prefix}-${index}`));
    await postImport(stack, ledger, tickets.flat());
  };
  /** The month as it is, without what names the state of the log. */
  const month = async (): Promise<unknown> => {
    await untilAllIsSaid(stack.database);
    const path = `/v1/evaluations/${exampleAgreement().agreementId}/2026-03?at=2026-05-01T00:00:00Z`;
    const headers = { authorization: `Bearer ${stack.token}` };
    const answer = await fetch(`${stack.api}${path}`, { headers });
    expect(answer.status).toBe(200);
    return answer.json();
  };

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sla-ledger-clock-'));
    await shift(0);
    const preload = pathToFileURL(resolve('test/fixtures/fault/shifted-clock.mjs')).href;
    stack = await startStackParts({
      env: { NODE_OPTIONS: `--import ${preload}`, SHIFTED_CLOCK: join(directory, 'shift') },
    });
    await putAgreement(stack, exampleAgreement());
  }, 120_000);
  afterAll(async () => {
    await stack.stop();
    await rm(directory, { recursive: true, force: true });
  });

  it('lets no recordedAt go back and changes no figure, also when all is started under that clock', async () => {
    await record('before');
    const figures = await month();
    expect(JSON.stringify(figures)).toContain('"registered"');
    const before = (await readLog(stack.administrator)).at(-1)!;

    await shift(-hour);
    expect(await month()).toEqual(figures);
    await record('back');
    // The log's clock stands still until the machine's has caught up: it has seen the shift.
    const during = (await readLog(stack.administrator)).at(-1)!;
    expect(during.position).toBeGreaterThan(before.position);
    expect(during.recordedAtMs).toBe(before.recordedAtMs);
    const changed = await month();
    for (const name of ['event-node', 'projector', 'api']) stack.part(name).kill();
    for (const name of ['event-node', 'projector', 'api']) await stack.part(name).untilReady(60_000);
    expect(await month()).toEqual(changed);
    await record('started');

    await shift(0);
    await record('after');
    const log = await readLog(stack.administrator);
    expect(log.at(-1)!.recordedAtMs).toBeGreaterThan(before.recordedAtMs);
    await expectNothingLost(stack, ledger);
    survived('clock set back an hour');
  }, 120_000);
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { untilQuiet } from '../../../../test/support/quiet.js';
import { startTestLedger, type TestLedger } from '../../../../test/support/test-ledger.js';
import { runCli, type Ran } from '../../test/run-cli.js';

type Json = Record<string, unknown>;

const root = join(import.meta.dirname, '../../../..');
const logFile = join(root, 'test/fixtures/servicenow/incident_event_log.sample.csv');
const factsFile = join(root, 'test/fixtures/contract/facts.example.ndjson');
const agreement = JSON.parse(readFileSync(join(root, 'examples/servicenow.json'), 'utf8')) as Json;

let ledger: TestLedger;
let url: string;
beforeAll(async () => {
  ledger = await startTestLedger();
  await ledger.app.listen(0, '127.0.0.1');
  url = await ledger.app.getUrl();
}, 60_000);
afterAll(() => ledger.stop());

const importing = (...args: string[]): Promise<Ran> =>
  runCli(['import', '--server', url, '--token', 'operator-token', '--json', ...args]);

describe('an import into the real ledger', () => {
  it('records a ServiceNow log once, and its figures are those of the command line', async () => {
    await ledger.call('put', '/v1/agreements/servicenow').send(agreement).expect(201);
    const servicenow = (): Promise<Ran> =>
      importing('--format', 'servicenow', '--agreement', 'servicenow', logFile);
    // The agreement has to be readable before the log is: the read models follow the log.
    for (let tries = 0; tries < 100 && (await servicenow()).code !== 0; tries++);
    const { lines } = await servicenow();
    expect(lines[0]).toMatchObject({ rows: 1044, lines: 873, recorded: 0, duplicates: 873, rejected: 0 });

    const { position } = lines[0]!;
    await untilQuiet(ledger.opened.parts);
    const at = '2017-03-01T00:00:00Z';
    const path = `/v1/evaluations/servicenow/2016-03?at=${at}&minPosition=${String(position)}`;
    const { body } = (await ledger.call('get', path).expect(200)) as { body: Json };
    const facts = (
      await runCli(['import', '--format', 'servicenow', '--agreement', 'servicenow', '--to-ndjson', logFile])
    ).out;
    const files = ['--agreement', join(root, 'examples/servicenow.json'), '--facts', '-'];
    const { lines: evaluated } = await runCli(
      ['evaluate', ...files, '--month', '2016-03', '--at', at, '--json'],
      {
        input: facts,
      },
    );
    // Problem records are made by the ledger's reactors, and are in no file.
    const { position: _here, problems: _none, ...byFile } = evaluated[0]!;
    const { position: _there, problems: _made, ...byLedger } = body;
    expect((byFile['counts'] as { registered: Json }).registered['incident']).toBeGreaterThan(50);
    expect(byLedger).toEqual(byFile);
  });

  it('counts rejected lines, and records nothing on a dry run', async () => {
    const dry = await importing('--dry-run', factsFile);
    expect(dry.lines[0]).toMatchObject({
      lines: 11,
      recorded: 11,
      duplicates: 0,
      rejected: 0,
      position: null,
    });
    const input = `${readFileSync(factsFile, 'utf8')}nope\n`;
    const args = ['import', '--server', url, '--token', 'operator-token', '-'];
    const { code, out, err } = await runCli(args, { input });
    expect({ code, out }).toEqual({
      code: 1,
      out: 'standard input: 12 facts, 11 recorded, 0 duplicates, 1 rejected (MALFORMED_JSON 1)\n',
    });
    expect(err).toMatch(/^line 12: MALFORMED_JSON/);
  });

  it('is refused without a token that the ledger knows', async () => {
    const { code, err } = await runCli(['import', '--server', url, '--token', 'guessed', factsFile]);
    expect(code).toBe(2);
    expect(err).toMatch(/ answers 401: .*give a token that it knows/);
  });
});

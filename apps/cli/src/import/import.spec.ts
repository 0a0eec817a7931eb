import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { startImportServer, TOKEN, type ImportServer } from '../../test/import-server.js';
import { runCli, type Ran } from '../../test/run-cli.js';

const fixtures = join(import.meta.dirname, '../../../../test/fixtures');
const factsFile = join(fixtures, 'contract/facts.example.ndjson');
const logFile = join(fixtures, 'servicenow/incident_event_log.sample.csv');
const agreementFile = join(fixtures, 'contract/agreement.example.json');
const agreement = JSON.parse(readFileSync(agreementFile, 'utf8')) as { agreementId: string };
const facts = readFileSync(factsFile, 'utf8');

let folder: string;
let server: ImportServer;
let env: Record<string, string>;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sla-ledger-cli-'));
  server = await startImportServer(agreement);
  env = { SLA_LEDGER_DATA_DIR: join(folder, 'data') };
  mkdirSync(join(folder, 'data'));
  write('data/stack.json', JSON.stringify({ api: server.url }));
  write('data/operator.token', `${TOKEN}\n`);
});
afterEach(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
const importing = (...args: string[]): Promise<Ran> => runCli(['import', ...args], { env, home: folder });
const problem = (status: number, body: object, headers: Record<string, string> = {}): void =>
  server.answerWith((request, response) => {
    request.resume();
    response
      .writeHead(status, { 'content-type': 'application/problem+json', ...headers })
      .end(JSON.stringify(body));
  });

describe('import', () => {
  it('records the facts of a file through the ledger of the data directory, once', async () => {
    expect(await importing(factsFile)).toMatchObject({
      code: 0,
      out: `${factsFile}: 11 facts, 11 recorded, 0 duplicates, 0 rejected\n`,
      err: '',
    });
    expect((await importing(factsFile)).out).toMatch(/11 facts, 0 recorded, 11 duplicates, 0 rejected/);
    expect(server.requests[0]).toBe('POST /v1/imports application/x-ndjson');
  });

  it('takes several files, zipped ones as they are, and standard input', async () => {
    const zipped = write('zipped.gz', gzipSync(facts));
    const { code, lines } = await runCli(['import', '--json', zipped, '-', factsFile], { env, input: facts });
    expect(
      lines.map(({ files, lines: count, recorded, duplicates }) => ({ files, count, recorded, duplicates })),
    ).toEqual([
      { files: [zipped], count: 11, recorded: 11, duplicates: 0 },
      { files: ['standard input'], count: 11, recorded: 0, duplicates: 11 },
      { files: [factsFile], count: 11, recorded: 0, duplicates: 11 },
    ]);
    expect(server.requests[0]).toBe('POST /v1/imports application/x-ndjson gzip');
    expect(code).toBe(0);
  });

  it('tells rejected lines by reason, and ends with 1', async () => {
    const file = write(
      'faulty.ndjson',
      `nope\n${facts}{"ticketId":"A","type":"Solved","occurredAt":"2026-03-01T00:00:00Z"}\n`,
    );
    const { code, out, err } = await importing(file);
    expect(out).toMatch(
      /13 facts, 11 recorded, 0 duplicates, 2 rejected \(MALFORMED_JSON 1, UNKNOWN_TYPE 1\)/,
    );
    expect(err).toMatch(/^line 1: MALFORMED_JSON .*\nline 13: UNKNOWN_TYPE \/type must be one of/);
    expect(code).toBe(1);
    const { lines } = await importing('--json', file);
    expect(lines[0]).toMatchObject({
      rejected: 2,
      rejections: [{ line: 1 }, { line: 13 }],
      position: expect.any(String),
    });
  });

  it('tells of many rejected lines the first, and how many more there are', async () => {
    const { out, err } = await importing(write('nope.ndjson', 'nope\n'.repeat(1_500)));
    expect(err.trimEnd().split('\n')).toHaveLength(21);
    expect(err).toMatch(/and 1480 more; --json lists the first 1000\n$/);
    expect(out).toMatch(/1500 rejected \(MALFORMED_JSON 1000, further ones 500\)/);
  });

  it('records nothing on a dry run', async () => {
    expect((await importing('--dry-run', factsFile)).out).toMatch(
      /11 recorded.*\(dry run: nothing is recorded\)/,
    );
    expect((await importing(factsFile)).out).toMatch(/11 recorded, 0 duplicates/);
  });

  it('shows how far it is on a screen, and nowhere else', async () => {
    const { err, out } = await runCli(['import', factsFile], { env, isScreen: true });
    expect(err).toMatch(/facts\.example\.ndjson .*0%/);
    expect(out).not.toMatch(/%/);
  });

  it('imports a ServiceNow log, under an agreement of the ledger or of a file', async () => {
    const args = ['--format', 'servicenow', '--json', logFile, '--agreement'];
    const { code, lines, err } = await importing(...args, agreement.agreementId);
    expect(lines).toEqual([
      expect.objectContaining({
        ...{ files: [logFile], rows: 1044, skippedRows: 2, skipped: { UNKNOWN_STATE: 2 }, tickets: 200 },
        ...{ lines: 873, recorded: 873, duplicates: 0, rejected: 0 },
      }),
    ]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect((await importing(...args, agreementFile)).lines[0]).toMatchObject({
      recorded: 0,
      duplicates: 873,
    });
    const text = await importing('--format', 'servicenow', logFile, '--agreement', agreementFile);
    expect(text.out).toMatch(
      /: 1044 rows, 2 skipped \(UNKNOWN_STATE 2\), 200 tickets; 873 facts, 0 recorded, 873 duplicates, 0 rejected\n$/,
    );
  });

  it.each<[string, string[], RegExp]>([
    ['a format that there is not', ['--format', 'jira', factsFile], /no format "jira"/],
    ['a log without an agreement', ['--format', 'servicenow', logFile], /needs --agreement/],
    ['NDJSON with an agreement', ['--agreement', 'a', factsFile], /--agreement is for --format servicenow/],
    [
      'an agreement that the ledger does not have',
      ['--format', 'servicenow', '--agreement', 'a', logFile],
      /404: there is no such agreement/,
    ],
    [
      'an agreement file that is not there',
      ['--format', 'servicenow', '--agreement', './a.json', logFile],
      /There is no file \.\/a\.json/,
    ],
    [
      'a log that is none',
      ['--format', 'servicenow', '--agreement', agreementFile, factsFile],
      /facts\.example\.ndjson is not that log: .* Give the log as CSV/,
    ],
    ['standard input twice', ['-', '-'], /only once/],
    ['both ways of storing nothing', ['--to-ndjson', '--dry-run', factsFile], /--to-ndjson or --dry-run/],
    ['a server that is no URL', ['--server', 'localhost:3000', factsFile], /--server must be a URL/],
    ['a file that is not there', ['none.ndjson'], /Cannot read none\.ndjson: there is no such file/],
    ['a token that nobody has', ['--token', 'x', factsFile], /401: unknown token - give a token/],
    ['a token that could not be sent', ['--token', 'a b', factsFile], /--token holds no bearer token/],
    ['a token file that is not there', ['--token-file', 'none', factsFile], /Cannot read the token file/],
  ])('ends with 2 for %s', async (_, args, message) => {
    const { code, out, err } = await importing(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
  });
});

describe('the ledger that an import talks to', () => {
  it('is none where none runs', async () => {
    rmSync(join(folder, 'data/stack.json'));
    const { code, err } = await importing(factsFile);
    expect({ code, err }).toEqual({
      code: 2,
      err: expect.stringMatching(/No ledger runs here .*start one with npm start/),
    });
  });

  it('may lie in the data folder of the project', async () => {
    env = {};
    expect((await importing(factsFile)).code).toBe(0);
  });

  it('may be given, below a path too, with a token from a file', async () => {
    rmSync(join(folder, 'data'), { recursive: true });
    const tokens = write('tokens', `# of the desk\n\n${TOKEN} desk-1\nother\n`);
    expect((await importing('--server', server.url, '--token-file', tokens, factsFile)).code).toBe(0);
    await importing('--server', `${server.url}/ledger`, '--token', TOKEN, factsFile);
    expect(server.requests.at(-1)).toMatch(/^POST \/ledger\/v1\/imports /);
  });

  it("gets the operator's token on this machine only", async () => {
    expect((await importing('--server', `http://localhost:${server.port}`, factsFile)).code).toBe(0);
    const { code, err } = await importing('--server', 'https://ledger.example', factsFile);
    expect({ code, err }).toEqual({
      code: 2,
      err: expect.stringMatching(/https:\/\/ledger\.example needs a token/),
    });
  });

  it('is away', async () => {
    await server.stop();
    const { code, err } = await importing(factsFile);
    expect({ code, err }).toEqual({
      code: 2,
      err: expect.stringMatching(/No ledger answers at .*npm start/),
    });
    server = await startImportServer(agreement);
  });

  it('breaks off', async () => {
    server.answerWith((request) => request.once('data', () => request.destroy()));
    const { code, err } = await importing(factsFile);
    expect({ code, err }).toEqual({
      code: 2,
      err: expect.stringMatching(/broke off.*import again, and the rest is added/),
    });
  });

  it.each<[number, object, Record<string, string>, RegExp]>([
    [403, { title: 'may not' }, {}, /403: may not - give the token of somebody who may do that/],
    [413, { detail: 'more than 1 GB' }, {}, /413: more than 1 GB - cut the file/],
    [
      503,
      { detail: 'the log is away' },
      { 'retry-after': '5' },
      /503: the log is away - try again: .* in 5 s/,
    ],
    [
      400,
      { detail: 'two faults', errors: [{ pointer: '/a', detail: 'is bad' }, { detail: 'worse' }] },
      {},
      /400: two faults; \/a is bad; worse\.\n$/,
    ],
    [500, {}, {}, /500: no reason given\.\n$/],
  ])('answers %d', async (status, body, headers, message) => {
    problem(status, body, headers);
    const { code, out, err } = await importing(factsFile);
    expect({ code, out, err }).toEqual({ code: 2, out: '', err: expect.stringMatching(message) });
  });

  it('is something else', async () => {
    server.answerWith((_request, response) => response.end('<html>'));
    expect((await importing(factsFile)).err).toMatch(
      /does not answer in JSON: is it the address of a ledger\?/,
    );
  });

  it('refuses before it has read the body: the rest is not sent', async () => {
    server.answerWith((_request, response) => response.writeHead(401).end('{"title":"no"}'));
    let chunks = 0;
    async function* endless(): AsyncGenerator<Buffer> {
      for (;;) {
        chunks += 1;
        yield await Promise.resolve(Buffer.alloc(64 * 1024, '\n'));
      }
    }
    const { code, err } = await runCli(['import', '-'], { env, input: Readable.from(endless()) });
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(/401: no/) });
    expect(chunks).toBeLessThan(1_000);
  });

  it('does not get what the file has lost: a gzip that is cut off is told by the server, a log by us', async () => {
    const cut = write('cut.csv.gz', gzipSync(readFileSync(logFile)).subarray(0, 9_000));
    const { code, err } = await importing('--format', 'servicenow', '--agreement', agreementFile, cut);
    expect({ code, err }).toEqual({
      code: 2,
      err: expect.stringMatching(/cut\.csv\.gz is no whole gzip file/),
    });
    expect(server.bodiesRead()).toBe(0);
  });
});

describe('import --to-ndjson', () => {
  const converting = (...args: string[]): Promise<Ran> =>
    importing('--format', 'servicenow', '--to-ndjson', '--agreement', agreementFile, ...args);

  beforeEach(() => rmSync(join(folder, 'data'), { recursive: true }));

  it('writes the facts of a ServiceNow log, the same ones for rows in another order', async () => {
    const { code, out, lines, err } = await converting(logFile);
    expect(lines).toHaveLength(873);
    expect(err).toMatch(/: 1044 rows, 2 skipped \(UNKNOWN_STATE 2\), 200 tickets, 873 facts\n$/);
    expect(code).toBe(0);
    const [header = '', ...rows] = readFileSync(logFile, 'utf8').trimEnd().split('\n');
    const reversed = write('reversed.csv.gz', gzipSync([header, ...rows.reverse()].join('\n')));
    expect((await converting(reversed)).out).toBe(out);
    const halves = [rows.slice(0, 500), rows.slice(500)].map((half, index) =>
      write(`half-${index}.csv`, [header, ...half].join('\n')),
    );
    expect((await converting(...halves)).out).toBe(out);
  });

  it('writes what an import takes: nothing of it is rejected', async () => {
    const converted = write('facts.ndjson', (await converting(logFile)).out);
    const { lines } = await importing('--server', server.url, '--token', TOKEN, '--json', converted);
    expect(lines[0]).toMatchObject({ recorded: 873, rejected: 0 });
    expect(server.requests).toHaveLength(1);
  });

  it('counts as JSON on standard error', async () => {
    const { err } = await converting('--json', logFile);
    expect(JSON.parse(err)).toEqual({
      ...{
        files: [logFile],
        rows: 1044,
        skippedRows: 2,
        skipped: { UNKNOWN_STATE: 2 },
        tickets: 200,
        facts: 873,
      },
    });
  });

  it('knows the agreements of examples/ by their ids, and asks a server where one is given', async () => {
    const known = (...more: string[]) =>
      importing(
        '--format',
        'servicenow',
        '--to-ndjson',
        '--agreement',
        agreement.agreementId,
        ...more,
        logFile,
      );
    const unknown = await known();
    expect(unknown).toMatchObject({
      code: 2,
      err: expect.stringMatching(/no agreement of that id in examples/),
    });
    const asked = await known('--server', server.url, '--token', TOKEN);
    expect(asked.lines).toHaveLength(873);
    mkdirSync(join(folder, 'examples'));
    write('examples/one.json', '{"agreementId":"another"}');
    write('examples/two.json', readFileSync(agreementFile));
    expect((await known()).out).toBe(asked.out);
    expect(server.requests).toEqual([`GET /v1/agreements/${agreement.agreementId}`]);
  });

  it('writes the lines of NDJSON files, unzipped', async () => {
    const zipped = write('zipped.gz', gzipSync(`\uFEFF${facts.replaceAll('\n', '\r\n\n')}`));
    expect(await importing('--to-ndjson', zipped, factsFile)).toMatchObject({
      code: 0,
      out: facts + facts,
      err: '',
    });
    const spoilt = write('spoilt.ndjson', Buffer.concat([Buffer.from([0xff, 0x0a]), Buffer.from(facts)]));
    expect(await importing('--to-ndjson', spoilt)).toMatchObject({
      code: 1,
      out: facts,
      err: expect.stringMatching(/line 1: .*UTF-8/),
    });
  });
});

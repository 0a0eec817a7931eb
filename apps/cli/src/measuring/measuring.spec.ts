import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { runCli, type Ran } from '../../test/run-cli.js';

type Json = Record<string, unknown>;

const fixtures = join(import.meta.dirname, '../../../../test/fixtures/contract');
const read = (name: string): string => readFileSync(join(fixtures, name), 'utf8');
const readJson = (name: string): Json => JSON.parse(read(name)) as Json;
const agreementFile = join(fixtures, 'agreement.example.json');
const factsFile = join(fixtures, 'facts.example.ndjson');
const NOW = Date.parse('2026-04-01T00:00:00Z') / 1000;

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'sla-ledger-cli-'))));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
const ndjson = (facts: readonly object[]): string =>
  facts.map((fact) => `${JSON.stringify(fact)}\n`).join('');
const facts = read('facts.example.ndjson')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Json);

const measure = (file: string, ...more: string[]): Promise<Ran> =>
  runCli(['measure', '--agreement', agreementFile, '--facts', file, ...more], { now: NOW });

/** The scenarios of a file as the lines of a batch, and what their answers must hold. */
function scenariosIn(name: string): { readonly lines: Json[]; readonly expected: Json[] } {
  const scenarios = read(`scenarios/${name}`)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Json);
  const lines = scenarios.map(({ id, facts: own, at, month, monthOf, agreementRef }) => ({
    ...{ id, facts: own, at, month, monthOf },
    agreement: readJson(`scenarios/${String(agreementRef)}`),
  }));
  return { lines, expected: scenarios.map(({ expected }) => expected as Json) };
}

/** Scenarios leave out what they are not about. */
const stated = (fields: Json): Json => JSON.parse(JSON.stringify(fields)) as Json;

describe('measure --explain', () => {
  it('tells each clock in the language asked for, and refuses another', async () => {
    const { code, lines } = await measure(factsFile, '--explain', 'nl');
    expect(code).toBe(0);
    const [clock] = lines[0]!['clocks'] as { explanation: string[] }[];
    expect(clock!.explanation[0]).toBe(
      'De klok reactie (bruto) van prioriteit Hoog mag 9 u supporttijd gebruiken (artikel 3.2).',
    );
    const wrong = await measure(factsFile, '--explain', 'fr');
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain('--explain must be nl or en');
  });
});

describe('measure', () => {
  it('prints the documents of a file by ticketId, as the contract shows them', async () => {
    const { code, lines, err } = await measure(factsFile);
    const expected = readJson('service-levels.example.json');
    expect(lines.map(({ ticketId }) => ticketId)).toEqual(['INC-1001', 'INC-1002', 'REQ-2001']);
    const document = lines.find(({ ticketId }) => ticketId === expected['ticketId'])!;
    const comparable = JSON.parse(
      JSON.stringify({ ...expected, position: undefined }, (key, value: unknown) =>
        key === 'factId' ? undefined : value,
      ),
    ) as Json;
    expect(document).toMatchObject(comparable);
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });

  it('takes zipped facts, and either file from standard input', async () => {
    const plain = await measure(factsFile);
    const zipped = fileOf('facts.gz', gzipSync(read('facts.example.ndjson')));
    expect((await measure(zipped)).out).toBe(plain.out);
    const agreement = await runCli(['measure', '--agreement', '-', '--facts', factsFile], {
      input: read('agreement.example.json'),
      now: NOW,
    });
    expect(agreement.out).toBe(plain.out);
  });

  it('measures at the instant asked for; without one, now', async () => {
    const early = await measure(factsFile, '--at', '2026-03-13T16:00:00Z');
    expect(early.lines.map(({ at }) => at)).toEqual(Array(3).fill('2026-03-13T16:00:00Z'));
    expect((await measure(factsFile)).lines.map(({ at }) => at)).toEqual(
      Array(3).fill('2026-04-01T00:00:00Z'),
    );
  });

  it('counts every fact once, in whatever order and however often it comes', async () => {
    const again = fileOf('again.ndjson', ndjson([...facts].reverse().concat(facts)));
    const { code, out, err } = await measure(again);
    expect({ code, out, err }).toEqual({ code: 0, out: (await measure(factsFile)).out, err: '' });
  });

  it('leaves out tickets of others and counts them, also before their registration; unregistered ones are shown', async () => {
    const registered = { ...facts[0]!, ticketId: 'THEIRS-1' };
    const theirs = { ...registered, data: { ...(facts[0]!['data'] as Json), customerId: 'somebody-else' } };
    const another = {
      ...theirs,
      ticketId: 'THEIRS-2',
      data: { ...theirs.data, customerId: 'demo', serviceId: 'other' },
    };
    const unknown = { ticketId: 'NOBODYS', type: 'Closed', occurredAt: '2026-03-01T00:00:00Z' };
    const file = fileOf('others.ndjson', ndjson([theirs, another, unknown]));
    for (const at of ['2026-03-02T00:00:00Z', '2026-04-01T00:00:00Z']) {
      const { code, lines, err } = await measure(file, '--at', at);
      expect(lines).toEqual([
        expect.objectContaining({ ticketId: 'NOBODYS', type: null, registeredAt: null, clocks: [] }),
      ]);
      expect({ code, err }).toEqual({ code: 0, err: 'left out: 2 tickets of other customers or services\n' });
    }
  });

  it('tells lines that an import would refuse, measures the others, and ends with 1', async () => {
    const [first, second] = facts;
    const file = fileOf(
      'faulty.ndjson',
      [
        '{"ticketId":"INC-1001"',
        ndjson([
          { ...first, id: 'a' },
          { ...second, id: 'b' },
          { ...second, id: 'a' },
        ]).trimEnd(),
        '{"ticketId":"INC-1001","type":"Closed","type":"Closed","occurredAt":"2026-03-01T00:00:00Z"}',
        ndjson([{ ...first, data: {} }]),
      ].join('\n'),
    );
    const { code, lines, err } = await measure(file);
    expect(lines).toEqual([expect.objectContaining({ ticketId: 'INC-1001', priority: 'high' })]);
    expect(err.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^line 1: /),
      'line 4: another fact of the ticket INC-1001 has the id a: that one stays',
      'line 5: holds a name twice in one object',
      expect.stringMatching(/^line 6: .*\/data\/type is missing; .*\/data\/serviceId is missing/),
    ]);
    expect(code).toBe(1);
  });

  it('names every fault of an agreement', async () => {
    const spoilt = fileOf(
      'agreement.json',
      JSON.stringify({ ...readJson('agreement.example.json'), goLiveOn: 7, title: {} }),
    );
    const { code, err } = await runCli(['measure', '--agreement', spoilt, '--facts', factsFile], {
      now: NOW,
    });
    expect(err).toMatch(/The agreement is not valid: .*\/title\/nl.*\/title\/en.*\/goLiveOn/);
    expect(code).toBe(2);
  });

  it('says that an agreement is not JSON', async () => {
    const { code, err } = await runCli(['measure', '--agreement', factsFile, '--facts', factsFile], {
      now: NOW,
    });
    expect({ code, err }).toEqual({
      code: 2,
      err: expect.stringMatching(/facts\.example\.ndjson is not JSON/),
    });
  });
});

describe('measure --batch', () => {
  const { lines, expected } = scenariosIn('measure.ndjson');

  it('answers every scenario, in order', async () => {
    const ran = await runCli(['measure', '--batch'], { input: ndjson(lines) });
    expect(ran.code).toBe(0);
    expect(ran.lines.map(({ scenario }) => scenario)).toEqual(lines.map(({ id }) => id));
    // That the figures are right is the spec of `measure`; that they are those of the right line, this one's.
    ran.lines.forEach((answer, index) => {
      const { ticketId, agreementId, at, registeredAt, priority } = expected[index]!;
      expect(answer).toMatchObject(stated({ ticketId, agreementId, at, registeredAt, priority }));
    });
  });

  it('answers faulty lines with what is wrong, and the others all the same', async () => {
    const [good = {}] = lines;
    const [fact = {}] = good['facts'] as Json[];
    const faulty: [unknown, RegExp][] = [
      ['nope', /JSON object/],
      [{ ...good, id: 1, at: 'today' }, /at must be an RFC 3339 instant/],
      [{ ...good, id: 2, at: undefined }, /at must be/],
      [{ ...good, id: 3, facts: {} }, /facts must be a list/],
      [{ ...good, id: 4, facts: [] }, /a fact of a ticket/],
      [{ ...good, id: 5, facts: [fact, { ...fact, ticketId: 'INC-2' }] }, /of one ticket/],
      [
        { ...good, id: 6, facts: [{ ...fact, type: 'Solved', occurredAt: 'x' }] },
        /^\/facts\/0: .*\/occurredAt.*\/type/,
      ],
      [
        { ...good, id: 7, agreement: { agreementId: 'nl' } },
        /The agreement is not valid: \/customerId is missing/,
      ],
    ];
    const input = ndjson([...faulty.map(([line]) => line as object), good]);
    const ran = await runCli(['measure', '--batch'], { input });
    expect(ran.code).toBe(1);
    expect(ran.lines).toHaveLength(faulty.length + 1);
    faulty.forEach(([line, message], index) => {
      const scenario = (line as Json)['id'] ?? null;
      expect(ran.lines[index]).toEqual({ scenario, error: expect.stringMatching(message) });
    });
    expect(ran.lines.at(-1)).toMatchObject({ scenario: good['id'], clocks: expect.any(Array) });
  });

  it('shows a ticket of others without clocks: the agreement is not theirs', async () => {
    const [good = {}] = lines;
    const theirs = (good['facts'] as Json[]).map((fact) =>
      fact['type'] === 'TicketRegistered'
        ? { ...fact, data: { ...(fact['data'] as Json), customerId: 'x' } }
        : fact,
    );
    const ran = await runCli(['measure', '--batch'], { input: ndjson([{ ...good, facts: theirs }]) });
    expect(ran.lines[0]).toMatchObject({
      agreementId: null,
      clocks: [],
      findings: [{ code: 'NO_AGREEMENT' }],
    });
  });

  it('keeps the first of two facts under one id, and says so', async () => {
    const [good = {}] = lines;
    const own = good['facts'] as Json[];
    const reused = { ...own[1], id: own[0]!['id'] };
    const ran = await runCli(['measure', '--batch'], {
      input: ndjson([{ ...good, facts: [...own, reused] }, good]),
    });
    expect(ran.lines[0]).toEqual(ran.lines[1]);
    expect(ran.err).toMatch(
      new RegExp(`^scenario ${String(good['id'])}: /facts/${own.length}: another fact`),
    );
  });
});

describe('evaluate', () => {
  const evaluate = (...more: string[]): Promise<Ran> =>
    runCli(['evaluate', '--agreement', agreementFile, '--facts', factsFile, '--month', '2026-03', ...more], {
      now: NOW,
    });

  it('prints the month, as the contract shows it', async () => {
    const { code, out, err } = await evaluate();
    const { figures, availability, reliability, position: _, ...rest } = readJson('evaluation.example.json');
    const document = JSON.parse(out) as Json;
    expect(document).toMatchObject(rest);
    expect(document['figures']).toEqual(expect.arrayContaining(figures as unknown[]));
    expect(document['availability']).toEqual(expect.arrayContaining(availability as unknown[]));
    expect(document['reliability']).toEqual(expect.arrayContaining(reliability as unknown[]));
    expect(document).toMatchObject({
      position: null,
      breachesCount: 0,
      supersededCount: 0,
      findingsCount: 1,
    });
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });

  it('prints it on one line for machines, and at another instant and on the other cut', async () => {
    const { lines } = await evaluate('--json', '--at', '2026-03-20T00:00:00Z', '--month-of', 'registration');
    expect(lines).toEqual([expect.objectContaining({ at: '2026-03-20T00:00:00Z', monthOf: 'registration' })]);
  });

  it('takes no cut that there is not', async () => {
    const { code, err } = await evaluate('--month-of', 'resolution');
    expect({ code, err }).toEqual({
      code: 2,
      err: expect.stringMatching(/--month-of must be verdict or registration/),
    });
  });

  it('answers a batch, in order', async () => {
    const { lines, expected } = scenariosIn('evaluations.ndjson');
    const faulty = { ...lines[0], id: 'no-month', month: '2026-3' };
    const ran = await runCli(['evaluate', '--batch'], { input: ndjson([...lines, faulty]) });
    expect(ran.code).toBe(1);
    expect(ran.lines.map(({ scenario }) => scenario)).toEqual([...lines, faulty].map(({ id }) => id));
    expected.forEach(({ counts, month, agreementId }, index) => {
      expect(ran.lines[index]).toMatchObject(stated({ counts, month, agreementId }));
    });
    expect(ran.lines.at(-1)).toEqual({
      scenario: 'no-month',
      error: expect.stringMatching(/^month must be a month/),
    });
  });
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, resolve } from 'node:path';
import { timedFactOf } from '@app/facts';
import { runCli } from '../../apps/cli/test/run-cli.js';
import { untilQuiet } from '../support/quiet.js';
import { startTestLedger, type TestLedger } from '../support/test-ledger.js';

const month = resolve(import.meta.dirname, '../../examples/month');
const agreementFile = resolve(month, 'agreement.json');
/** The facts of the example, and what reactors have recorded because of them: all that the log holds of the month. */
const factsFile = resolve(mkdtempSync(resolve(tmpdir(), 'what-if-')), 'facts.ndjson');
const example = readFileSync(resolve(month, 'facts.ndjson'), 'utf8');
const agreement = JSON.parse(readFileSync(agreementFile, 'utf8'));
const AT = '2026-04-02T12:00:00Z';

let ledger: TestLedger;
let position: string;

beforeAll(async () => {
  ledger = await startTestLedger({ clock: { nowMs: () => Date.parse('2026-06-01T12:00:00Z') } });
  await ledger.call('put', `/v1/agreements/${agreement.agreementId}`).send(agreement).expect(201);
  const { body } = await ledger
    .call('post', '/v1/imports')
    .set('content-type', 'application/x-ndjson')
    .send(example)
    .expect(200);
  expect(body.rejected).toBe(0);
  position = String(await untilQuiet(ledger.opened.parts));
  const derived: string[] = [];
  for await (const { type, data, metadata } of ledger.opened.parts.store.readAll()) {
    const { customerId: _, ...fact } = data;
    if (String(metadata['recordedBy']).startsWith('reactor:') && timedFactOf({ type, data }))
      derived.push(JSON.stringify({ ...fact, type }));
  }
  expect(derived.length).toBeGreaterThan(0);
  writeFileSync(factsFile, `${example}${derived.join('\n')}\n`);
});
afterAll(async () => {
  await ledger.stop();
  rmSync(dirname(factsFile), { recursive: true });
});

interface Question {
  readonly terms: object;
  readonly to?: string;
  readonly versions?: readonly number[];
  readonly explain?: 'nl';
}

const askServer = ({ terms, to = '2026-03', versions, explain }: Question, status = 200) =>
  ledger
    .call('post', `/v1/what-if?minPosition=${position}&at=${AT}${explain ? `&explain=${explain}` : ''}`)
    .send({ agreementId: agreement.agreementId, from: '2026-03', to, terms, versions })
    .expect(status);

const askFiles = ({ terms, to = '2026-03', versions, explain }: Question) =>
  runCli([
    ...['what-if', '--agreement', agreementFile, '--facts', factsFile, '--json', '--at', AT],
    ...['--from', '2026-03', '--to', to, '--terms', JSON.stringify(terms)],
    ...(versions ? ['--versions', versions.join(',')] : []),
    ...(explain ? ['--explain', explain] : []),
  ]);

/** Ids of facts that came without one: derived with the ledger's own key, which files have not. */
const withoutDerivedIds = (document: object): object =>
  JSON.parse(JSON.stringify(document), (key, value: unknown) =>
    key === 'decidedByFact' ? undefined : value,
  ) as object;

describe('a what-if of the example month', () => {
  it.each<[string, Question, number]>([
    ['the clock from registration', { terms: { clocks: { resolution: { startsAt: 'registration' } } } }, 1],
    [
      'no pauses, two months, in Dutch',
      { terms: { clocks: { resolution: { pausedBy: [] } } }, to: '2026-04', explain: 'nl' },
      2,
    ],
    ['planned maintenance left out', { terms: { availability: { plannedMaintenance: 'excluded' } } }, 0],
    [
      'Friday afternoons off, in version 1',
      { terms: { calendar: { hours: { fri: [['08:30', '12:30']] } } }, versions: [1] },
      2,
    ],
  ])('is the same from the log and from files: %s', async (_, question, changes) => {
    const { body } = await askServer(question);
    const { code, err, lines } = await askFiles(question);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(body.changes).toHaveLength(changes);
    expect(body.after).not.toEqual(body.before);
    expect(body.position).toBe(position);
    expect(withoutDerivedIds({ ...lines[0], position })).toEqual(withoutDerivedIds(body));
  });

  it('has the same faults from the log and from files', async () => {
    const question = { terms: { clocks: null, calendar: { timeZone: 'Mars/Olympus' } }, versions: [1, 2] };
    const { body } = await askServer(question, 400);
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/terms/calendar/timeZone',
      '/terms/clocks',
      '/versions/1',
    ]);
    const { code, err } = await askFiles(question);
    expect(code).toBe(2);
    for (const { pointer, detail } of body.errors) expect(err).toContain(`${pointer} ${detail}`);
  });

  it.each([{ versions: [] }, { versions: ['1'] }, { versions: 1 }, { from: '2026-13' }, { to: '2026-02' }])(
    'is refused with %j',
    async (wrong) => {
      const sent = {
        agreementId: agreement.agreementId,
        from: '2026-03',
        to: '2026-03',
        terms: {},
        ...wrong,
      };
      const { body } = await ledger.call('post', '/v1/what-if').send(sent).expect(400);
      expect(body.errors[0].pointer).toBe(`/${Object.keys(wrong)[0]}`);
    },
  );
});

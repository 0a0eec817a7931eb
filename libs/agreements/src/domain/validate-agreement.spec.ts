import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { validateAgreement } from './validate-agreement.js';

const fixtures = `${import.meta.dirname}/../../../../test/fixtures/contract/`;
const read = (name: string): unknown => JSON.parse(readFileSync(fixtures + name, 'utf8'));
const example = 'agreement.example.json';

type Json = Record<string, unknown>;

/** One way of spoiling a valid document, and the pointer at which it must be named. */
interface Fault {
  readonly pointer: string;
  readonly spoil: (document: Json) => void;
}

function parentOf(document: Json, pointer: string): [Json, string] {
  const steps = pointer.slice(1).split('/');
  const last = steps.pop()!;
  return [steps.reduce((value, step) => value[step] as Json, document), last];
}

const set = (pointer: string, value: unknown): Fault => ({
  pointer,
  spoil: (document) => {
    const [parent, key] = parentOf(document, pointer);
    parent[key] = value;
  },
});
const drop = (pointer: string): Fault => ({
  pointer,
  spoil: (document) => {
    const [parent, key] = parentOf(document, pointer);
    delete parent[key];
  },
});

/** Places that do not touch each other: every one of them must be named, whichever others are spoilt as well. */
const faults: readonly Fault[] = [
  set('/agreementId', 'no blanks allowed'),
  drop('/customerId'),
  set('/serviceId', 7),
  drop('/title/nl'),
  set('/goLiveOn', '2026-02-30'),
  set('/surprise', true),
  set('/versions/0/effectiveFrom', '2026-13-01'),
  set('/versions/0/calendar/timeZone', 'Europe/Amsterdm'),
  set('/versions/0/calendar/hours/mon', [['17:30', '08:30']]),
  set('/versions/0/calendar/holidays', ['2026-02-29']),
  set('/versions/0/priorities/low/impact', { service: 'down', users: 'several' }),
  set('/versions/0/targets/1/seconds', -1),
  set('/versions/0/targets/3', { metric: 'response', priority: 'top', seconds: 1, clause: '3.2' }),
  set('/versions/0/objectives/0/percent', 99.99999),
  set('/versions/0/objectives/1/priorities', []),
  set('/versions/0/objectives/4', { objectiveId: 'high', priorities: ['high'], percent: 80, clause: '3.2' }),
  set('/versions/0/clocks/reopening', 'never'),
  set('/versions/0/clocks/resolution/pausedBy/0', 'coffee'),
  drop('/versions/0/availability/plannedMaintenance'),
  set('/versions/0/availability/objectives/1', { window: 'support-hours', percent: 1, clause: '3.1' }),
  set('/versions/0/problems/occurrences', 1),
  set('/versions/0/term/months', 1.5),
  // What Postgres cannot hold as JSON must not reach the read model.
  set('/versions/0/rootCauseAnalysis/clause', '3.3\u0000'),
  set('/versions/0/waitingReasons/internet/clause', '3.3\ud800'),
  set('/versions/0/waitingReasons/third-party\u0000', { clause: null, label: { nl: 'a', en: 'a' } }),
  set('/versions/0/waitingReasons/ ', { clause: null, label: { nl: 'a', en: 'a' } }),
];

/** Every place of a document, by pointer. */
function placesIn(value: unknown, at = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, below]) => [
    `${at}/${key}`,
    ...placesIn(below, `${at}/${key}`),
  ]);
}

const apart = (pointers: readonly string[]): string[] =>
  pointers.filter((one, index) =>
    pointers.every(
      (other, place) =>
        place >= index || (!`${one}/`.startsWith(`${other}/`) && !`${other}/`.startsWith(`${one}/`)),
    ),
  );

describe('validateAgreement', () => {
  const names = readdirSync(`${fixtures}scenarios/agreements`).map((name) => `scenarios/agreements/${name}`);

  it.each([example, ...names])('takes %s', (name) => {
    expect(validateAgreement(read(name))).toMatchObject({ kind: 'valid' });
  });

  it('takes an agreement without escalation', () => {
    const document = read(example) as { versions: Json[] };
    delete document.versions[0]!['escalation'];
    expect(validateAgreement(document)).toMatchObject({ kind: 'valid' });
  });

  it.each([75, 33.3333, { top: 50, high: 75.5 }, { low: 0 }])(
    'takes %j as what puts a clock at risk',
    (percent) => {
      const document = read(example) as { versions: { escalation: Json }[] };
      document.versions[0]!.escalation['atRiskPercent'] = percent;
      document.versions[0]!.escalation['noticesFrom'] = '2026-03-01';
      expect(validateAgreement(document)).toMatchObject({ kind: 'valid' });
    },
  );

  it.each([
    ['75', ''],
    [101, ''],
    [33.33333, ''],
    [{}, ''],
    [{ top: 100.5 }, '/top'],
    [{ top: 0.00001 }, '/top'],
    [{ urgent: 50 }, '/urgent'],
  ])('refuses %j as what puts a clock at risk', (percent, place) => {
    const document = read(example) as { versions: { escalation: Json }[] };
    document.versions[0]!.escalation['atRiskPercent'] = percent;
    document.versions[0]!.escalation['noticesFrom'] = '2026-02-29';
    const pointers = ['/atRiskPercent' + place, '/noticesFrom'].map((at) => `/versions/0/escalation${at}`);
    const validated = validateAgreement(document);
    expect(validated).toMatchObject({ kind: 'invalid' });
    expect('faults' in validated && validated.faults.map(({ pointer }) => pointer)).toEqual(pointers);
  });

  it.each([[null], ['text'], [[]], [{ versions: 'none' }], [{ versions: [null, 3] }]])(
    'refuses %j',
    (json) => {
      expect(validateAgreement(json)).toMatchObject({ kind: 'invalid' });
    },
  );

  it('names every fault, whichever come together, and nothing else', () => {
    fc.assert(
      fc.property(fc.subarray([...faults], { minLength: 1 }), (chosen) => {
        const document = structuredClone(read(example)) as Json;
        for (const { spoil } of chosen) spoil(document);
        const answer = validateAgreement(document);
        const named = answer.kind === 'invalid' ? answer.faults.map(({ pointer }) => pointer) : [];
        for (const { pointer } of chosen) expect(named.some((found) => found.startsWith(pointer))).toBe(true);
        for (const found of named) expect(chosen.some(({ pointer }) => found.startsWith(pointer))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('names every place whose value is of no use, wherever those places are', () => {
    // A window of support hours is one value: its two times are named together.
    const places = placesIn(read(example)).filter((place) => !/\/hours\/\w+\/\d+\//.test(place));
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom(...places), { minLength: 1, maxLength: 12 }), (drawn) => {
        const document = structuredClone(read(example)) as Json;
        const spoilt = apart(drawn);
        // No field of an agreement may hold this.
        for (const pointer of spoilt) set(pointer, [[{ no: 'use' }]]).spoil(document);
        const answer = validateAgreement(document);
        const named = answer.kind === 'invalid' ? answer.faults.map(({ pointer }) => pointer) : [];
        for (const pointer of spoilt)
          expect(named.filter((found) => `${found}/`.startsWith(`${pointer}/`))).not.toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('names one fault once', () => {
    const document = read(example) as { versions: Json[] };
    document.versions[0]!['calendar'] = 5;
    expect(validateAgreement(document)).toMatchObject({ faults: [{ pointer: '/versions/0/calendar' }] });
  });

  it('compares a version with the last that can be compared, and with nothing else', () => {
    const document = read(example) as { versions: Json[] };
    const first = document.versions[0]!;
    document.versions = [first, { ...first, version: 'two', effectiveFrom: 'zzz' }, { ...first }];
    const answer = validateAgreement(document);
    expect(answer.kind === 'invalid' && answer.faults.map(({ pointer }) => pointer)).toEqual([
      '/versions/1/version',
      '/versions/1/effectiveFrom',
      '/versions/2/version',
      '/versions/2/effectiveFrom',
    ]);
  });

  it('wants numbers and effective dates of versions to rise', () => {
    const document = read('scenarios/agreements/two-versions.json') as { versions: Json[] };
    document.versions.reverse();
    expect(validateAgreement(document)).toMatchObject({
      kind: 'invalid',
      faults: [{ pointer: '/versions/1/version' }, { pointer: '/versions/1/effectiveFrom' }],
    });
  });
});

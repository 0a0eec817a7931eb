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
];

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

  it('wants numbers and effective dates of versions to rise', () => {
    const document = read('scenarios/agreements/two-versions.json') as { versions: Json[] };
    document.versions.reverse();
    expect(validateAgreement(document)).toMatchObject({
      kind: 'invalid',
      faults: [{ pointer: '/versions/1/version' }, { pointer: '/versions/1/effectiveFrom' }],
    });
  });
});

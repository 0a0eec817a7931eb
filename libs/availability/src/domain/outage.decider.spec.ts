import { createFactCatalogue } from '@app/facts';
import { parseInstant } from '@app/support-time';
import { decideOutageFact } from './outage.decider.js';
import { OUTAGE_FACTS } from './outage-fact.schema.js';
import type { OutageFact, OutageFactData, OutageFactType } from './outage-fact.js';

const SAMPLE: OutageFactData = {
  OutageStarted: { serviceId: 'iv' },
  OutageEnded: {},
  OutageCorrected: { from: '2026-03-02T10:00:00Z', to: '2026-03-02T10:30:00Z', reason: 'log' },
  ExclusionProposed: { exclusionId: 'X1', cause: 'internet', evidence: 'mail' },
  ExclusionAccepted: { exclusionId: 'X1' },
  ExclusionRejected: { exclusionId: 'X1' },
  DisasterDeclared: { reason: 'fire' },
  FailoverCompleted: { site: 'north' },
  FactRetracted: { factId: 'OutageEnded.11:00', reason: 'wrong' },
};

function fact(text: string): OutageFact {
  const [time = '', type = ''] = text.split(' ');
  const { second } = parseInstant(`2026-03-02T${time.padStart(5, '0')}:00Z`)!;
  const data = SAMPLE[type as OutageFactType];
  return { id: `${type}.${time}`, type, occurredAt: second, fraction: '', sequence: 0, data } as OutageFact;
}
const S = '10:00 OutageStarted';

describe.each<[rule: string, given: string, when: string, then: string]>([
  ['an outage starts', '', S, 'accepted'],
  ['an outage starts once', S, '9:00 OutageStarted', 'OUTAGE_EXISTS'],
  ['nothing is told of an outage that did not start', '', '11:00 OutageEnded', 'OUTAGE_NOT_FOUND'],
  ['nor corrected', '', '11:00 OutageCorrected', 'OUTAGE_NOT_FOUND'],
  ['an outage ends', S, '11:00 OutageEnded', 'accepted'],
  ['an outage ends once', `${S}, 11:00 OutageEnded`, '12:00 OutageEnded', 'OUTAGE_ENDED'],
  ['an earlier end than the one recorded counts', `${S}, 11:00 OutageEnded`, '10:30 OutageEnded', 'accepted'],
  [
    'an end that was retracted is none',
    `${S}, 11:00 OutageEnded, 11:10 FactRetracted`,
    '12:00 OutageEnded',
    'accepted',
  ],
  [
    'an end that an import dated before the start is none',
    `${S}, 9:00 OutageEnded`,
    '12:00 OutageEnded',
    'accepted',
  ],
  ['nothing ends before it starts', S, '9:59 OutageEnded', 'BEFORE_START'],
  ['what has ended is corrected', `${S}, 11:00 OutageEnded`, '12:00 OutageCorrected', 'accepted'],
  ['a disaster is declared while it lasts', S, '10:10 DisasterDeclared', 'accepted'],
  ['and not afterwards', `${S}, 11:00 OutageEnded`, '12:00 DisasterDeclared', 'OUTAGE_ENDED'],
  ['a failover follows a disaster', `${S}, 10:10 DisasterDeclared`, '10:30 FailoverCompleted', 'accepted'],
  ['and nothing else', S, '10:30 FailoverCompleted', 'DISASTER_NOT_DECLARED'],
  [
    'an exclusion that was proposed is decided',
    `${S}, 10:10 ExclusionProposed`,
    '9:00 ExclusionAccepted',
    'accepted',
  ],
  ['one that was not is not', S, '11:00 ExclusionAccepted', 'EXCLUSION_UNKNOWN'],
  ['what is not recorded cannot be retracted', S, '12:00 FactRetracted', 'FACT_UNKNOWN'],
])('%s', (_, given, when, then) => {
  it(`given [${given}] when ${when} then ${then}`, () => {
    const decision = decideOutageFact(given === '' ? [] : given.split(', ').map(fact), fact(when));
    expect(decision.kind === 'accepted' ? 'accepted' : decision.code).toBe(then);
  });
});

describe('outage facts', () => {
  const catalogue = createFactCatalogue(OUTAGE_FACTS);
  const check = (type: string, data: unknown): string[] => {
    const json = { outageId: 'OUT-7', type, occurredAt: '2026-03-02T10:00:00Z', data };
    const checked = catalogue.checkFact(json, 1_773_500_000);
    return checked.kind === 'fact' ? [] : checked.faults.map(({ pointer, code }) => `${pointer} ${code}`);
  };

  it.each(Object.entries(SAMPLE))('%s is as the types of the domain say', (type, data) => {
    expect(check(type, data)).toEqual([]);
  });

  it('names a service, and a correction a time that runs forwards', () => {
    expect(check('OutageStarted', {})).toEqual(['/data/serviceId MISSING_FIELD']);
    expect(
      check('OutageCorrected', { from: '2026-03-02T11:00:00+01:00', to: '2026-03-02T10:00:00Z' }),
    ).toEqual(['/data/to INVALID_VALUE']);
    expect(check('OutageCorrected', { from: 'ten' })).toEqual(['/data/from INVALID_INSTANT']);
  });
});

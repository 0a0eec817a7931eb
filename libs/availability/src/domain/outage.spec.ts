import { parseInstant } from '@app/support-time';
import { outageAt } from './outage.js';
import type { OutageFact, OutageFactData, OutageFactType } from './outage-fact.js';

type Told = {
  [T in OutageFactType]: readonly [at: string, type: T, data?: OutageFactData[T], id?: string];
}[OutageFactType];

/** An instant of 2 March 2026, `HH:mm` in UTC. */
const second = (time: string): number => parseInstant(`2026-03-02T${time}:00Z`)!.second;

const facts = (...told: readonly Told[]): OutageFact[] =>
  told.map(([time, type, data = {}, id], index) => ({
    ...{ id: id ?? `f${index}`, type, occurredAt: second(time), fraction: '', sequence: 0, data },
  })) as OutageFact[];

const SERVICE = { serviceId: 'iv-integration' };
const correctedTo = (from: string, to?: string): OutageFactData['OutageCorrected'] => ({
  from: `2026-03-02T${from}:00Z`,
  ...(to !== undefined && { to: `2026-03-02T${to}:00Z` }),
});

/** Downtime as `HH:mm-HH:mm`, and whether it is over. */
function told(at: string, ...of: readonly Told[]): string[] {
  const answer = outageAt('OUT-1', facts(...of), second(at));
  if (answer.kind !== 'outage') return [answer.kind];
  const time = (epoch: number) => new Date(epoch * 1000).toISOString().slice(11, 16);
  const { gross, endedAt } = answer.outage;
  return [...gross.map(({ from, to }) => `${time(from)}-${time(to)}`), endedAt === null ? 'open' : 'ended'];
}

describe('an outage lasts (MEASURING 9)', () => {
  const start: Told = ['10:00', 'OutageStarted', SERVICE];

  it('from its earliest start, in whatever order starts are recorded', () => {
    expect(told('12:00', ['10:30', 'OutageStarted', SERVICE], start, ['11:00', 'OutageEnded'])).toEqual([
      '10:00-11:00',
      'ended',
    ]);
  });

  it('to the first end at or after its start: an earlier one is none, a later one nothing new', () => {
    const early: Told = ['09:30', 'OutageEnded'];
    expect(told('12:00', early, start)).toEqual(['10:00-12:00', 'open']);
    expect(told('12:00', early, start, ['11:30', 'OutageEnded'], ['11:00', 'OutageEnded'])).toEqual([
      '10:00-11:00',
      'ended',
    ]);
    expect(told('12:00', start, ['10:00', 'OutageEnded'])).toEqual(['ended']);
  });

  it('as last corrected, whenever that was recorded, over any start and end', () => {
    const ended: Told = ['11:00', 'OutageEnded'];
    const first: Told = ['13:00', 'OutageCorrected', correctedTo('09:00', '09:30')];
    const last: Told = ['14:00', 'OutageCorrected', correctedTo('10:15', '10:45')];
    expect(told('12:00', start, ended, first, last)).toEqual(['10:15-10:45', 'ended']);
    expect(told('12:00', last, first, ended, start)).toEqual(['10:15-10:45', 'ended']);
  });

  it('cut at the instant asked for; without an end it is open until then, after a correction without one again', () => {
    expect(told('10:40', start, ['11:00', 'OutageEnded'])).toEqual(['10:00-10:40', 'open']);
    expect(told('10:40', start, ['13:00', 'OutageCorrected', correctedTo('10:15', '10:45')])).toEqual([
      '10:15-10:40',
      'open',
    ]);
    const open: Told = ['13:00', 'OutageCorrected', correctedTo('10:15')];
    expect(told('12:00', start, ['11:00', 'OutageEnded'], open)).toEqual(['10:15-12:00', 'open']);
  });

  it('no time at all after a correction that leaves none', () => {
    expect(told('12:00', start, ['13:00', 'OutageCorrected', correctedTo('10:15', '10:15')])).toEqual([
      'ended',
    ]);
  });

  it('as if what is retracted had never been', () => {
    const wrong: Told = ['10:20', 'OutageEnded', {}, 'wrong'];
    const away: Told = ['13:00', 'FactRetracted', { factId: 'wrong', reason: 'another outage' }];
    expect(told('12:00', start, wrong, ['11:00', 'OutageEnded'], away)).toEqual(['10:00-11:00', 'ended']);
  });

  it('nowhere where nobody recorded that it started, which is said once something else is known of it', () => {
    expect(told('12:00', ['11:00', 'OutageEnded'])).toEqual(['without-start']);
    expect(told('10:30', ['11:00', 'OutageEnded'])).toEqual(['none']);
    expect(told('12:00', ['13:00', 'OutageCorrected', correctedTo('10:00')])).toEqual(['without-start']);
    expect(told('09:00', start)).toEqual(['none']);
  });
});

describe('the net downtime of an outage (MEASURING 9)', () => {
  const whole: readonly Told[] = [
    ['10:00', 'OutageStarted', SERVICE],
    ['11:00', 'OutageEnded'],
  ];
  const proposed = (interval: { from?: string; to?: string }): Told => [
    '13:00',
    'ExclusionProposed',
    { exclusionId: 'X1', cause: 'internet', evidence: 'mail', ...interval },
  ];
  const net = (...more: readonly Told[]): number => {
    const answer = outageAt('OUT-1', facts(...whole, ...more), second('12:00'));
    return answer.kind === 'outage'
      ? answer.outage.net.reduce((sum, { from, to }) => sum + to - from, 0)
      : NaN;
  };
  const accepted: Told = ['14:00', 'ExclusionAccepted', { exclusionId: 'X1' }];

  it.each<[string, { from?: string; to?: string }, number]>([
    ['without ends: all of it', {}, 0],
    ['without a start: from its start', { to: '2026-03-02T10:20:00Z' }, 2_400],
    ['without an end: to its end', { from: '2026-03-02T10:20:00Z' }, 1_200],
    ['in the middle', { from: '2026-03-02T10:20:00Z', to: '2026-03-02T10:30:00Z' }, 3_000],
    ['beyond it', { from: '2026-03-02T11:00:00Z', to: '2026-03-02T12:30:00Z' }, 3_600],
  ])('is less by an accepted exclusion %s', (_, interval, seconds) => {
    expect(net(proposed(interval), accepted)).toBe(seconds);
  });

  it('is not less by one that is proposed or rejected', () => {
    expect(net(proposed({}))).toBe(3_600);
    expect(net(proposed({}), accepted, ['15:00', 'ExclusionRejected', { exclusionId: 'X1' }])).toBe(3_600);
  });
});

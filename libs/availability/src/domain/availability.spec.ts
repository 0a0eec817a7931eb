import { compileAgreement, type AgreementVersion } from '@app/agreements/domain';
import { formatSecond, monthBounds, parseInstant } from '@app/support-time';
import { exampleAgreement, withTerms } from '../../../../test/support/example-agreement.js';
import { availabilityRows, countedOutages, reliabilityRows, restorationRows } from './availability.js';
import { outageAt, type Outage } from './outage.js';
import type { OutageFact, OutageFactData, OutageFactType } from './outage-fact.js';

const MARCH = monthBounds('Europe/Amsterdam', '2026-03');
const second = (text: string): number => parseInstant(text)!.second;

const version = (terms: Partial<AgreementVersion['availability']> = {}) =>
  compileAgreement(
    withTerms(exampleAgreement(), ({ availability }) => ({ availability: { ...availability, ...terms } })),
  ).versions[0]!;

type Told = {
  [T in OutageFactType]: readonly [at: string, type: T, data: OutageFactData[T]];
}[OutageFactType];

const facts = (...told: Told[]): OutageFact[] =>
  told.map(([at, type, data], index) => {
    const { second: occurredAt, fraction } = parseInstant(at)!;
    return { id: `F${index}`, type, occurredAt, fraction, sequence: 0, data } as OutageFact;
  });

const started = (at: string, data: Partial<OutageFactData['OutageStarted']> = {}): Told => [
  at,
  'OutageStarted',
  { serviceId: 'iv-integration', ...data },
];
const ended = (at: string): Told => [at, 'OutageEnded', {}];

function outage(at: string, told: Told[], until = at): Outage {
  const answer = outageAt('OUT-1', facts(...told), second(at), second(until));
  if (answer.kind !== 'outage') throw new Error(`no outage but ${answer.kind}`);
  return answer.outage;
}

const APRIL = '2026-04-01T12:00:00Z';
const gross = <R extends { basis: string }>(rows: readonly R[]): R[] =>
  rows.filter(({ basis }) => basis === 'gross');
const net = <R extends { basis: string }>(rows: readonly R[]): R[] =>
  rows.filter(({ basis }) => basis === 'net');

describe('availability of March 2026 in Amsterdam', () => {
  const overTheEdge = [started('2026-03-24T16:45:00+01:00'), ended('2026-03-24T17:45:00+01:00')];

  it('is cut at the support hours: 743 hours, an outage over 17:30 costs both windows', () => {
    expect(gross(availabilityRows([outage(APRIL, overTheEdge)], version(), MARCH))).toMatchObject([
      {
        window: 'support-hours',
        windowSeconds: 712_800,
        downtimeSeconds: 2_700,
        percent: 99.6212,
        verdict: 'met',
      },
      { window: 'outside-support-hours', windowSeconds: 1_962_000, downtimeSeconds: 900, percent: 99.9541 },
    ]);
  });

  it('counts what two outages share once, and of one over the month end its own part', () => {
    const one = outage(APRIL, overTheEdge);
    const over = outage(APRIL, [started('2026-03-31T23:00:00+02:00'), ended('2026-04-01T02:00:00+02:00')]);
    const rows = gross(availabilityRows([one, { ...one, outageId: 'OUT-2' }, over], version(), MARCH));
    expect(rows.map(({ downtimeSeconds }) => downtimeSeconds)).toEqual([2_700, 900 + 3_600]);
  });

  it('never leaves 0 to 100 %', () => {
    const whole = outage(APRIL, [started('2026-02-01T00:00:00Z')]);
    const rows = availabilityRows([whole, whole], version(), MARCH);
    expect(rows.map(({ percent }) => percent)).toEqual([0, 0, 0, 0]);
  });

  it('of a running month says what is so far, and what is if nothing more happens', () => {
    // At noon on the 24th, an outage since 11:00 that is not over.
    const at = '2026-03-24T12:00:00+01:00';
    const told = [started('2026-03-24T11:00:00+01:00')];
    const running = { at: second(at), ahead: [outage(at, told, formatSecond(MARCH.to))] };
    const [row] = availabilityRows([outage(at, told)], version(), MARCH, running);
    // 16 working days and 3.5 h so far; 5.5 h of the 24th and 5 days of 9 h to come.
    expect(row).toMatchObject({ windowSeconds: 712_800, downtimeSeconds: 3_600, verdict: 'breached' });
    expect(row?.soFar).toEqual({
      windowSeconds: 16 * 32_400 + 12_600,
      downtimeSeconds: 3_600,
      percent: 99.322,
      verdict: 'breached',
    });
    expect(row?.ifNothingMoreHappens).toMatchObject({
      windowSeconds: 712_800,
      downtimeSeconds: 3_600 + 19_800 + 5 * 32_400,
    });
  });

  it('of a month not begun has nothing so far', () => {
    const [row] = availabilityRows([], version(), MARCH, { at: MARCH.from - 1, ahead: [] });
    expect(row?.soFar).toEqual({
      windowSeconds: 0,
      downtimeSeconds: 0,
      percent: null,
      verdict: 'no-measurement',
    });
  });
});

describe('interruptions', () => {
  const first = outage(APRIL, [started('2026-03-02T10:00:00Z'), ended('2026-03-02T10:30:00Z')]);
  const second = outage(APRIL, [started('2026-03-02T10:30:30Z'), ended('2026-03-02T11:00:00Z')]);
  const count = (mergeGapSeconds: number) =>
    reliabilityRows(
      [first, second],
      version({ interruptions: { maximum: 1, clause: '3.1', mergeGapSeconds } }),
      MARCH,
    );

  it('within the agreed gap are one; a second more apart they are two', () => {
    expect(gross(count(30))).toMatchObject([{ interruptions: 1, verdict: 'met' }]);
    expect(gross(count(29))).toMatchObject([{ interruptions: 2, verdict: 'breached' }]);
  });

  it('are one of the net figures only while some downtime is left', () => {
    const excluded = outage(APRIL, [
      started('2026-03-02T10:00:00Z'),
      ended('2026-03-02T10:30:00Z'),
      [
        '2026-03-03T09:00:00Z',
        'ExclusionProposed',
        { exclusionId: 'X1', cause: 'internet', evidence: 'mail' },
      ],
      ['2026-03-03T10:00:00Z', 'ExclusionAccepted', { exclusionId: 'X1' }],
    ]);
    const rows = reliabilityRows([excluded, second], version(), MARCH);
    expect(rows.map(({ basis, interruptions }) => [basis, interruptions])).toEqual([
      ['gross', 2],
      ['net', 1],
    ]);
  });
});

describe('restoring an outage', () => {
  const restored = (from: string, to: string) =>
    gross(restorationRows([outage(APRIL, [started(from), ended(to)])], version(), MARCH))[0];

  it('takes support seconds: over a night what lies in it costs nothing', () => {
    expect(restored('2026-03-02T17:00:00+01:00', '2026-03-03T12:00:00+01:00')).toMatchObject({
      seconds: 1_800 + 12_600,
      verdict: 'met',
    });
    expect(restored('2026-03-02T17:00:00+01:00', '2026-03-03T12:00:01+01:00')).toMatchObject({
      seconds: 14_401,
      verdict: 'breached',
    });
  });

  it('runs while it is open, and is breached once over its objective', () => {
    const open = (at: string) =>
      gross(restorationRows([outage(at, [started('2026-03-02T09:00:00+01:00')])], version(), MARCH))[0]
        ?.verdict;
    expect(open('2026-03-02T13:00:00+01:00')).toBe('running');
    expect(open('2026-03-02T13:00:01+01:00')).toBe('breached');
  });
});

describe('an outage', () => {
  it('is as its correction says, whenever that was recorded; without an end it is open again', () => {
    const told: Told[] = [started('2026-03-02T10:00:00Z'), ended('2026-03-02T11:00:00Z')];
    const from = '2026-03-02T09:00:00Z';
    expect(
      outage(APRIL, [
        ...told,
        ['2026-04-09T09:00:00Z', 'OutageCorrected', { from, to: '2026-03-02T09:30:00Z' }],
      ]),
    ).toMatchObject({ startedAt: second(from), endedAt: second(from) + 1_800 });
    expect(outage(APRIL, [...told, ['2026-04-09T09:00:00Z', 'OutageCorrected', { from }]])).toMatchObject({
      startedAt: second(from),
      endedAt: null,
      gross: [{ from: second(from), to: second(APRIL) }],
    });
  });

  it('tells of its disaster, and of the first failover after it', () => {
    const disaster: Told = ['2026-03-02T10:20:00Z', 'DisasterDeclared', {}];
    const early: Told = ['2026-03-02T10:10:00Z', 'FailoverCompleted', {}];
    const failover: Told = ['2026-03-02T10:50:00Z', 'FailoverCompleted', { site: 'north' }];
    const start = started('2026-03-02T10:00:00Z');
    expect(outage(APRIL, [start]).disaster).toBeNull();
    expect(outage(APRIL, [start, early, disaster]).disaster).toEqual({
      declaredAt: second('2026-03-02T10:20:00Z'),
      failedOverAt: null,
    });
    expect(outage(APRIL, [start, early, disaster, failover]).disaster?.failedOverAt).toBe(
      second('2026-03-02T10:50:00Z'),
    );
    expect(outage('2026-03-02T10:30:00Z', [start, disaster, failover]).disaster?.failedOverAt).toBeNull();
  });

  it('that is planned counts unless the version says otherwise', () => {
    const planned = outage(APRIL, [
      started('2026-03-02T10:00:00Z', { planned: true }),
      ended('2026-03-02T10:30:00Z'),
    ]);
    const counted = (plannedMaintenance: 'counts' | 'excluded') =>
      countedOutages([planned], version({ plannedMaintenance })).length;
    expect([counted('counts'), counted('excluded')]).toEqual([1, 0]);
  });
});

it('net downtime is what accepted exclusions leave', () => {
  const told: Told[] = [
    started('2026-03-02T10:00:00+01:00'),
    ended('2026-03-02T11:00:00+01:00'),
    [
      '2026-03-03T09:00:00Z',
      'ExclusionProposed',
      { exclusionId: 'X1', cause: 'internet', evidence: 'mail', to: '2026-03-02T10:20:00+01:00' },
    ],
    ['2026-03-03T10:00:00Z', 'ExclusionAccepted', { exclusionId: 'X1' }],
  ];
  const rows = net(availabilityRows([outage(APRIL, told)], version(), MARCH));
  expect(rows.map(({ downtimeSeconds }) => downtimeSeconds)).toEqual([2_400, 0]);
});

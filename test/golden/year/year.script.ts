import type { Agreement, AgreementVersion } from '@app/agreements/domain';
import type { OutageFact, OutageFactData, OutageFactType } from '@app/availability/domain';
import type { TicketFact } from '@app/tickets/domain';
import { exampleAgreement, withTerms } from '../../support/example-agreement.js';
import { amsterdam, incident } from '../golden.js';

/** One customer's year: its terms, and everything that was said of its tickets and outages. */
export interface Year {
  readonly agreement: Agreement;
  readonly tickets: ReadonlyMap<string, readonly TicketFact[]>;
  readonly outages: ReadonlyMap<string, readonly OutageFact[]>;
}

/** Tighter terms from 15 July on: targets halved, one interruption a month, closed at noon on Fridays. */
function withSecondVersion(agreement: Agreement): Agreement {
  const first = agreement.versions[0];
  if (first === undefined) throw new Error('the example agreement has a version');
  const second: AgreementVersion = {
    ...first,
    version: 2,
    effectiveFrom: '2026-07-15',
    calendar: { ...first.calendar, hours: { ...first.calendar.hours, fri: [['08:30', '12:00']] } },
    targets: first.targets.map((target) => ({ ...target, seconds: target.seconds / 2 })),
    availability: {
      ...first.availability,
      interruptions: { maximum: 1, clause: '3.1', mergeGapSeconds: 600 },
    },
  };
  return { ...agreement, versions: [first, second] };
}

const cloud = withSecondVersion(exampleAgreement());
const onPremise = withTerms(
  { ...exampleAgreement(), agreementId: 'acme-on-premise', customerId: 'acme' },
  ({ availability, clocks }) => ({
    clocks: { ...clocks, reopening: 'never-stopped', priorityChange: 'from-change' },
    availability: {
      ...availability,
      hosting: 'on-premise',
      objectives: [{ window: 'support-hours', percent: 97.5, clause: '3.1' }],
      plannedMaintenance: 'excluded',
    },
  }),
);

/** Numbers that look random and are the same each time (an LCG of Numerical Recipes). */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return Math.floor((state / 4_294_967_296) * sides);
  };
}

const PRIORITIES = ['top', 'high', 'medium', 'low'] as const;
const REASONS = ['information-missing', 'third-party', 'access-missing'];
const OUTCOMES = ['ExclusionAccepted', 'ExclusionRejected', undefined] as const;

/** Tickets of a whole year: most of them ordinary, every seventh or so with something odd about it. */
function ticketsOf(customerId: string, seed: number): Map<string, TicketFact[]> {
  const roll = dice(seed);
  const tickets = new Map<string, TicketFact[]>();
  for (let number = 0; number < 70; number++) {
    const start = amsterdam('2026-01-02 08:00').second + roll(362 * 86_400);
    tickets.set(`${customerId}-${number}`, ticket(customerId, start, number, roll));
  }
  return tickets;
}

function ticket(
  customerId: string,
  start: number,
  number: number,
  roll: (sides: number) => number,
): TicketFact[] {
  const told: TicketFact[] = [];
  let at = start;
  const later = (most: number): number => (at += 1 + roll(most));
  const say = (type: string, data: object = {}, second = at): void => {
    const id = `f${told.length}`;
    told.push({ id, type, occurredAt: second, fraction: '', sequence: told.length, data } as TicketFact);
  };
  const priority = PRIORITIES[roll(4)] ?? 'low';
  const isRequest = number % 9 === 0;
  const registered = { ...incident(priority), customerId };
  say(
    'TicketRegistered',
    isRequest ? { ...registered, type: 'information-request', priority: undefined } : registered,
  );
  say('ResponseGiven', {}, later(isRequest ? 86_400 : 14_000));
  if (number % 13 === 0) say('TypeChanged', { to: 'incident', priority: 'medium' }, later(4_000));
  if (number % 10 !== 3) say('RootCauseEstablished', {}, later(40_000));
  if (number % 4 === 1) {
    say('WaitingStarted', { reason: REASONS[roll(3)] }, later(20_000));
    if (number % 8 === 1) say('PriorityChanged', { to: PRIORITIES[roll(4)] }, later(5_000));
    say('WaitingEnded', {}, later(300_000));
  }
  if (number % 11 === 5) {
    say(
      number % 2 === 0 ? 'Withdrawn' : 'MarkedDuplicate',
      number % 2 === 0 ? { reason: 'x' } : { of: 'other' },
      later(400_000),
    );
    return told;
  }
  if (number % 17 !== 8)
    say('ResolutionProvided', { kind: roll(4) === 0 ? 'workaround' : 'fix' }, later(500_000));
  if (number % 7 === 2) {
    say('Reopened', {}, later(2_000_000));
    if (number % 14 === 2) say('ResolutionProvided', { kind: 'fix' }, later(200_000));
  } else if (number % 3 === 0) say('Closed', {}, later(600_000));
  if (number % 6 === 4) exclusion(say, start, at, roll);
  // Long after the month: what was recorded wrongly is put right.
  if (number % 19 === 7)
    say('PriorityCorrected', { to: PRIORITIES[roll(4)], reason: 'wrong' }, later(4_000_000));
  if (number % 23 === 9) say('FactRetracted', { factId: 'f1', reason: 'another ticket' }, later(4_000_000));
  return told;
}

function exclusion(
  say: (type: string, data: object, second: number) => void,
  start: number,
  at: number,
  roll: (sides: number) => number,
): void {
  const from = start + roll(Math.max(1, at - start));
  const interval = roll(3) === 0 ? {} : { from: instant(from), to: instant(from + 3_600 + roll(90_000)) };
  say('ExclusionProposed', { exclusionId: 'X', cause: 'internet', evidence: 'mail', ...interval }, at);
  const outcome = OUTCOMES[roll(3)];
  if (outcome) say(outcome, { exclusionId: 'X' }, at);
}

const instant = (second: number): string => new Date(second * 1000).toISOString();

type Told = {
  [T in OutageFactType]: readonly [at: string, type: T, data: OutageFactData[T]];
}[OutageFactType];

const outage = (...told: readonly Told[]): OutageFact[] =>
  told.map(([at, type, data], index) => {
    const { second: occurredAt, fraction } = amsterdam(at);
    return { id: `f${index}`, type, occurredAt, fraction, sequence: index, data } as OutageFact;
  });

const started = { serviceId: 'iv-integration' };
const proposed = { exclusionId: 'X', cause: 'customer-infrastructure', evidence: 'mail' };
const wall = (text: string): string => instant(amsterdam(text).second);

/** Outages of the service: over month ends, over both switches of the clock, side by side, corrected and excused. */
const outages = new Map<string, OutageFact[]>([
  [
    'over-the-month-end',
    outage(['2026-01-31 23:30', 'OutageStarted', started], ['2026-02-01 00:45', 'OutageEnded', {}]),
  ],
  [
    'over-summer-time',
    outage(['2026-03-29 01:30', 'OutageStarted', started], ['2026-03-29 03:30', 'OutageEnded', {}]),
  ],
  [
    'working-day',
    outage(['2026-03-24 16:45', 'OutageStarted', started], ['2026-03-24 17:45:10', 'OutageEnded', {}]),
  ],
  [
    'beside-it',
    outage(['2026-03-24 17:00', 'OutageStarted', started], ['2026-03-24 17:20', 'OutageEnded', {}]),
  ],
  [
    'corrected-in-may',
    outage(
      ['2026-04-14 09:00', 'OutageStarted', started],
      ['2026-04-14 18:00', 'OutageEnded', {}],
      [
        '2026-05-11 10:00',
        'OutageCorrected',
        { from: wall('2026-04-14 10:00:30'), to: wall('2026-04-14 12:00') },
      ],
    ),
  ],
  [
    'excused-in-part',
    outage(
      ['2026-06-30 15:00', 'OutageStarted', started],
      ['2026-07-01 09:30', 'OutageEnded', {}],
      ['2026-07-03 10:00', 'ExclusionProposed', { ...proposed, to: wall('2026-06-30 17:00') }],
      ['2026-07-04 10:00', 'ExclusionAccepted', { exclusionId: 'X' }],
    ),
  ],
  [
    'excused-altogether',
    outage(
      ['2026-08-12 10:00', 'OutageStarted', started],
      ['2026-08-12 16:30', 'OutageEnded', {}],
      ['2026-08-13 10:00', 'ExclusionProposed', proposed],
      ['2026-08-13 11:00', 'ExclusionAccepted', { exclusionId: 'X' }],
    ),
  ],
  [
    'not-excused',
    outage(
      ['2026-08-20 10:00', 'OutageStarted', started],
      ['2026-08-20 11:00', 'OutageEnded', {}],
      ['2026-08-21 10:00', 'ExclusionProposed', proposed],
      ['2026-08-21 11:00', 'ExclusionAccepted', { exclusionId: 'X' }],
      ['2026-08-28 11:00', 'ExclusionRejected', { exclusionId: 'X' }],
    ),
  ],
  [
    'planned',
    outage(
      ['2026-09-08 12:00', 'OutageStarted', { ...started, planned: true }],
      ['2026-09-08 14:00', 'OutageEnded', {}],
    ),
  ],
  [
    'first-of-two',
    outage(['2026-10-06 11:00', 'OutageStarted', started], ['2026-10-06 11:10', 'OutageEnded', {}]),
  ],
  [
    'second-of-two',
    outage(['2026-10-06 11:20', 'OutageStarted', started], ['2026-10-06 11:30', 'OutageEnded', {}]),
  ],
  [
    'over-winter-time',
    outage(['2026-10-25 01:30', 'OutageStarted', started], ['2026-10-25 03:15', 'OutageEnded', {}]),
  ],
  [
    'none-after-all',
    outage(
      ['2026-11-03 10:00', 'OutageStarted', started],
      ['2026-11-03 12:00', 'OutageEnded', {}],
      ['2026-12-01 10:00', 'FactRetracted', { factId: 'f0', reason: 'another service' }],
    ),
  ],
  ['still-open', outage(['2026-12-31 16:30', 'OutageStarted', started])],
]);

/** The two customers of the scripted year: one in the cloud, one on premise. */
export const years: readonly (readonly [name: string, year: Year])[] = [
  ['in the cloud, with new terms in mid-July', { agreement: cloud, tickets: ticketsOf('demo', 7), outages }],
  ['on premise', { agreement: onPremise, tickets: ticketsOf('acme', 11), outages }],
];

import fc from 'fast-check';
import { compileAgreement } from '@app/agreements/domain';
import type { TicketFact } from '@app/tickets/domain';
import { ticketFacts } from '../../../../test/support/arbitrary-facts.js';
import { exampleAgreement, withTerms } from '../../../../test/support/example-agreement.js';
import { analysisDuties, rootCauseAnalysis, type AnalysisDuty } from './root-cause-analysis.js';

const example = exampleAgreement();
const ZONES = ['Europe/Amsterdam', 'Asia/Kolkata', 'America/St_Johns', 'Pacific/Apia', 'Australia/Lord_Howe'];
const agreements = ZONES.map((timeZone) =>
  compileAgreement(
    withTerms(example, ({ calendar }) => ({
      effectiveFrom: '2000-01-01',
      calendar: { ...calendar, timeZone },
    })),
  ),
);

const formats = new Map(
  ZONES.map((timeZone) => [timeZone, new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' })]),
);
/** The day that a calendar on the wall shows, by Intl alone. */
const dayShown = (zone: string, at: number): string => formats.get(zone)!.format(at * 1000);

/** The same day a month later, by counting days back from the end of that month while it is too late. */
function monthLater(day: string): string {
  const [year, month, ofMonth] = day.split('-').map(Number) as [number, number, number];
  for (let wanted = ofMonth; ; wanted -= 1) {
    const date = new Date(Date.UTC(year, month, wanted));
    if (date.getUTCMonth() === month % 12) return date.toISOString().slice(0, 10);
  }
}

const incident = (occurredAt: number): TicketFact => ({
  id: 'f0',
  type: 'TicketRegistered',
  occurredAt,
  fraction: '',
  sequence: 0,
  data: {
    type: 'incident',
    customerId: example.customerId,
    serviceId: example.serviceId,
    channel: 'phone',
    priority: 'top',
  },
});

describe('the end of an analysis', () => {
  it('is the last second of the day a month later that the wall shows, in any zone at any time', () => {
    const anywhere = fc.constantFrom(...agreements);
    // From 2001 to 2037; every other one near the ends of months.
    const when = fc.oneof(
      fc.integer({ min: 978_307_200, max: 2_145_916_800 }),
      fc
        .tuple(
          fc.integer({ min: 2001, max: 2037 }),
          fc.nat(11),
          fc.integer({ min: -3 * 86_400, max: 86_400 }),
        )
        .map(([year, month, seconds]) => Date.UTC(year, month, 1) / 1000 + seconds),
    );
    fc.assert(
      fc.property(anywhere, when, (agreement, at) => {
        const [duty] = analysisDuties('INC-1', [incident(at)], agreement, at);
        const zone = agreement.versions[0]!.calendar.timeZone;
        const wanted = monthLater(dayShown(zone, at));
        expect(duty?.dueOn).toBe(wanted);
        expect(dayShown(zone, duty!.dueAt) <= wanted).toBe(true);
        expect(dayShown(zone, duty!.dueAt + 1) > wanted).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('what is owed', () => {
  const agreement = agreements[0]!;
  const at = fc.integer({ min: 0, max: 90 }).map((days) => 1_774_251_000 + days * 86_400);

  it('does not depend on the order of arrival, or on what arrives twice', () => {
    const shuffled = ticketFacts.chain((facts) =>
      fc.tuple(fc.constant(facts), fc.shuffledSubarray(facts, { minLength: facts.length }), at),
    );
    const seen = new Set<string>();
    fc.assert(
      fc.property(shuffled, ([facts, other, second]) => {
        const owed = analysisDuties('INC-1', facts, agreement, second);
        expect(analysisDuties('INC-1', other, agreement, second)).toEqual(owed);
        for (const { because } of owed) seen.add(because);
      }),
      { numRuns: 500 },
    );
    expect([...seen].sort()).toEqual(['priority', 'request']);
  });

  it('is due until its end, overdue after it, and met by what came at or before it', () => {
    const owed = analysisDuties('INC-1', [incident(1_774_251_000)], agreement, 1_774_251_000);
    const { dueAt } = owed[0] as AnalysisDuty;
    const near = fc.integer({ min: -3, max: 3 }).map((seconds) => dueAt + seconds);
    fc.assert(
      fc.property(fc.array(near, { maxLength: 2 }), near, (instants, second) => {
        const reports = instants.sort((a, b) => a - b).filter((instant) => instant <= second);
        const { state } = rootCauseAnalysis(
          owed,
          reports.map((instant) => ({ at: instant })),
          second,
        );
        const inTime = reports.some((instant) => instant <= dueAt);
        const wanted = [
          ['due', 'overdue'],
          ['delivered', 'delivered-late'],
        ][reports.length > 0 ? 1 : 0];
        const isLate = reports.length > 0 ? !inTime : second > dueAt;
        expect(state).toBe(wanted?.[isLate ? 1 : 0]);
      }),
    );
  });
});

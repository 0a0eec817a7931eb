import fc from 'fast-check';
import { compileAgreement, type Agreement, type AgreementVersion } from '@app/agreements/domain';
import type { TicketFact } from '@app/tickets/domain';
import { amsterdam, incident, life } from '../../../../test/golden/golden.js';
import { measuringInstant, ticketFacts } from '../../../../test/support/arbitrary-facts.js';
import { exampleAgreement } from '../../../../test/support/example-agreement.js';
import { evaluateFacts, monthFrame, type Evaluation } from './index.js';

const example = exampleAgreement();
const [first] = example.versions;
if (first === undefined) throw new Error('the example agreement has a version');

const withSecond = (effectiveFrom: string, change: Partial<AgreementVersion> = {}): Agreement => ({
  ...example,
  versions: [first, { ...first, ...change, version: 2, effectiveFrom }],
});

const evaluate = (agreement: Agreement, month: string, tickets: Map<string, TicketFact[]>, at: number) =>
  evaluateFacts(monthFrame(compileAgreement(agreement), month, undefined, at), tickets, []);

/** Gross rows of a metric: `high v2 0/1 of 90 % breached` where the row is of one version, else without it. */
const told = ({ figures }: Evaluation, metric: string): string[] =>
  figures
    .filter((row) => row.basis === 'gross' && row.metric === metric)
    .map(({ objectiveId, agreementVersion, met, measured, targetPercent, verdict }) => {
      const version = agreementVersion === undefined ? '' : ` v${agreementVersion}`;
      return `${objectiveId}${version} ${met}/${measured} of ${targetPercent} % ${verdict}`;
    });

describe('a month that holds two versions (MEASURING 9)', () => {
  const agreement = withSecond('2026-03-16', {
    targets: first.targets.map((target) => ({ ...target, seconds: target.seconds / 2 })),
    objectives: first.objectives.map((objective) =>
      objective.objectiveId === 'high' ? { ...objective, percent: 90 } : objective,
    ),
    availability: {
      ...first.availability,
      objectives: first.availability.objectives.map((objective) => ({ ...objective, percent: 50 })),
    },
  });
  // Monday 16 March: both are answered after five and a half support hours, of nine before and four and a half since.
  const tickets = new Map([
    [
      'BEFORE',
      life(
        ['2026-03-15 23:59:59', 'TicketRegistered', incident('high')],
        ['2026-03-16 14:00', 'ResponseGiven'],
      ),
    ],
    [
      'SINCE',
      life(['2026-03-16 00:00', 'TicketRegistered', incident('high')], ['2026-03-16 14:00', 'ResponseGiven']),
    ],
    [
      'LOW-1',
      life(['2026-03-13 10:00', 'TicketRegistered', incident('low')], ['2026-03-13 11:00', 'ResponseGiven']),
    ],
    [
      'LOW-2',
      life(['2026-03-17 10:00', 'TicketRegistered', incident('low')], ['2026-03-17 11:00', 'ResponseGiven']),
    ],
  ]);
  const at = amsterdam('2026-05-01 12:00').second;
  const march = evaluate(agreement, '2026-03', tickets, at);

  it('judges each ticket by the version in force when it was registered', () => {
    expect(march.agreementVersions).toEqual([1, 2]);
    expect(march.breaches.filter(({ basis }) => basis === 'gross')).toEqual([
      expect.objectContaining({
        ticketId: 'SINCE',
        metric: 'response',
        targetSeconds: 16_200,
        decidedAt: '2026-03-16T12:00:00Z',
      }),
    ]);
  });

  it('has one row for objectives that are the same, and one a version for those that are not', () => {
    expect(told(march, 'response')).toEqual([
      'top 0/0 of 100 % no-measurement',
      'others 3/4 of 80 % breached',
      'high v1 1/1 of 80 % met',
      'medium 0/0 of 80 % no-measurement',
      'low 2/2 of 80 % met',
      'high v2 0/1 of 90 % breached',
    ]);
  });

  it('has the availability terms of its first day, as the month after has its own', () => {
    expect(march.availability.map(({ targetPercent }) => targetPercent)).toEqual([99.5, 99.5, 95, 95]);
    const april = evaluate(agreement, '2026-04', tickets, at);
    expect(april.availability.map(({ targetPercent }) => targetPercent)).toEqual([50, 50, 50, 50]);
    expect([april.agreementVersions, told(april, 'response')[2]]).toEqual([
      [2],
      'high 0/0 of 90 % no-measurement',
    ]);
  });

  it('is cut in the zone of its first day', () => {
    const moved = withSecond('2026-03-16', { calendar: { ...first.calendar, timeZone: 'Asia/Kolkata' } });
    const bounds = (month: string) => {
      const { from, to, timeZone } = evaluate(moved, month, tickets, at);
      return [timeZone, from, to];
    };
    expect(bounds('2026-03')).toEqual(['Europe/Amsterdam', '2026-02-28T23:00:00Z', '2026-03-31T22:00:00Z']);
    expect(bounds('2026-04')).toEqual(['Asia/Kolkata', '2026-03-31T18:30:00Z', '2026-04-30T18:30:00Z']);
  });

  it('is the month of one version, where the second has the same terms', () => {
    const day = fc.integer({ min: 1, max: 31 }).map((date) => `2026-03-${String(date).padStart(2, '0')}`);
    const lives = fc.array(ticketFacts, { minLength: 1, maxLength: 6 });
    let both = 0;
    fc.assert(
      fc.property(lives, day, measuringInstant, (facts, effectiveFrom, second) => {
        const named = new Map(facts.map((own, index) => [`T${index}`, own]));
        const { agreementVersions, ...month } = evaluate(withSecond(effectiveFrom), '2026-03', named, second);
        const { agreementVersions: _, ...whole } = evaluate(example, '2026-03', named, second);
        expect(month).toEqual(whole);
        if (agreementVersions.length === 2) both += 1;
      }),
      { numRuns: 300 },
    );
    expect(both).toBeGreaterThan(20);
  });
});

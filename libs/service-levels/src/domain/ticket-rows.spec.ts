import { compileAgreement, type Metric } from '@app/agreements/domain';
import type { TicketFact } from '@app/tickets/domain';
import { amsterdam, example, incident, life } from '../../../../test/golden/golden.js';
import { withTerms } from '../../../../test/support/example-agreement.js';
import { lastInTheWorld, ticketRows, unmeasuredRows, type VerdictRow } from './ticket-rows.js';

const second = (wall: string) => amsterdam(wall).second;
const agreement = compileAgreement(example());
const rowsOf = (...facts: readonly (readonly TicketFact[])[]) => ticketRows(facts.flat(), agreement);

const gross = ({ verdicts }: { readonly verdicts: readonly VerdictRow[] }, metric: Metric) => {
  const row = verdicts.find(({ clock }) => clock.metric === metric && clock.basis === 'gross');
  return row && { ...row.clock, ...row };
};

/** On the last day of a month at noon: nine hours of response end at noon of the first, in another month. */
const registered = life(
  ['2026-03-31 12:00', 'TicketRegistered', incident('high')],
  ['2026-03-31 12:00', 'RootCauseEstablished'],
);
const answered = life(['2026-04-01 10:00', 'ResponseGiven']);
const waiting = (wall: string) => life([wall, 'WaitingStarted', { reason: 'information-missing' }]);

describe('the rows of a ticket', () => {
  it('hold from its last fact until a clock has breached', () => {
    const rows = rowsOf(registered);
    expect(rows).toMatchObject({
      registeredMonth: '2026-03',
      holdsFrom: second('2026-03-31 12:00'),
      holdsBefore: second('2026-04-01 12:00') + 1,
      pausesChangeAt: null,
      levels: { at: second('2026-03-31 12:00') },
      activity: { state: 'open' },
    });
    expect(rows.verdicts.map(({ clock: { metric, basis } }) => `${metric} ${basis}`).sort()).toEqual([
      'resolution gross',
      'resolution net',
      'response gross',
      'response net',
    ]);
  });

  it('tell of a running clock in which months its breach would count, and when it is at risk', () => {
    expect(gross(rowsOf(registered), 'response')).toMatchObject({
      state: 'running',
      cut: 'verdict',
      verdictMonth: null,
      registrationMonth: null,
      comingVerdictMonth: '2026-04',
      comingRegistrationMonth: '2026-03',
      atRiskAt: second('2026-04-01 09:45'),
    });
  });

  it('tell of a decided clock in which months it counts', () => {
    const rows = rowsOf(registered, answered);
    expect(gross(rows, 'response')).toMatchObject({
      state: 'met',
      verdictMonth: '2026-04',
      registrationMonth: '2026-03',
      comingVerdictMonth: null,
      comingRegistrationMonth: null,
      atRiskAt: null,
    });
    expect(rows.holdsBefore).toBe(second('2026-04-02 12:00') + 1);
  });

  it('tell of a paused clock that it is at risk, or nothing', () => {
    const early = gross(rowsOf(registered, answered, waiting('2026-04-01 11:00')), 'resolution');
    expect(early).toMatchObject({ state: 'paused', comingVerdictMonth: null, atRiskAt: null });
    for (const wall of ['2026-04-01 16:30', '2026-04-02 11:00']) {
      const late = gross(rowsOf(registered, answered, waiting(wall)), 'resolution');
      expect(late).toMatchObject({ state: 'paused', atRiskAt: second(wall) });
    }
    const justBefore = rowsOf(registered, answered, waiting('2026-04-01 16:29:59'));
    expect(gross(justBefore, 'resolution')).toMatchObject({ state: 'paused', atRiskAt: null });
  });

  it('tell from the very second at which a clock is at risk', () => {
    const other = (wall: string) => life([wall, 'Closed']);
    const at = (wall: string) => gross(rowsOf(registered, other(wall)), 'response')?.atRiskAt;
    expect(at('2026-04-01 09:44:59')).toBe(second('2026-04-01 09:45'));
    expect(at('2026-04-01 09:45')).toBe(second('2026-04-01 09:45'));
    expect(at('2026-04-01 09:46')).toBe(second('2026-04-01 09:46'));
  });

  describe('with an interval that is excluded', () => {
    const excluded = (metrics?: ['resolution'] | ['response']) =>
      life(
        [
          '2026-03-31 12:00',
          'ExclusionProposed',
          {
            exclusionId: 'X1',
            cause: 'internet',
            evidence: 'mail',
            from: '2026-03-31T15:00:00+02:00',
            to: '2026-03-31T16:00:00+02:00',
            ...(metrics && { metrics }),
          },
        ],
        ['2026-04-03 12:00', 'ExclusionAccepted', { exclusionId: 'X1' }],
      );
    const edge = second('2026-03-31 15:00');

    it('hold until it begins', () => {
      expect(rowsOf(registered, excluded())).toMatchObject({
        holdsFrom: second('2026-03-31 12:00'),
        holdsBefore: edge,
        pausesChangeAt: edge,
      });
    });

    it('are not changed by it where the clock is decided, or the ticket left', () => {
      const early = life(['2026-03-31 13:00', 'ResponseGiven']);
      expect(rowsOf(registered, early, excluded(['resolution'])).pausesChangeAt).toBe(edge);
      expect(rowsOf(registered, early, excluded(['response'])).pausesChangeAt).toBeNull();
      const withdrawn = life(['2026-03-31 13:00', 'Withdrawn', { reason: 'gone' }]);
      expect(rowsOf(registered, withdrawn, excluded()).pausesChangeAt).toBeNull();
    });
  });

  it('hold for ever once every clock is decided', () => {
    const resolved = life(['2026-04-01 11:00', 'ResolutionProvided', { kind: 'fix' }]);
    expect(rowsOf(registered, answered, resolved).holdsBefore).toBeNull();
  });

  it('have no clocks where no version judges it, and the month in UTC', () => {
    const early = life(['2025-12-01 00:30', 'TicketRegistered', incident('high')]);
    expect(rowsOf(early)).toMatchObject({ verdicts: [], registeredMonth: '2025-11', holdsBefore: null });
  });

  it('tell nothing of what never comes: a priority that is never at risk, a breach after all support time', () => {
    const topOnly = withTerms(example(), ({ escalation }) => ({
      escalation: { ...escalation!, atRiskPercent: { top: 50 } },
    }));
    expect(gross(ticketRows(registered, compileAgreement(topOnly)), 'response')?.atRiskAt).toBeNull();
    const lastDay = life(['2100-12-31 12:00', 'TicketRegistered', incident('high')]);
    const rows = rowsOf(lastDay);
    expect(rows.holdsBefore).toBeNull();
    expect(gross(rows, 'response')).toMatchObject({
      state: 'running',
      breachesAt: null,
      comingVerdictMonth: null,
      comingRegistrationMonth: null,
      atRiskAt: null,
    });
  });

  it('count a month by the registration where the version does', () => {
    const other = compileAgreement(example({ monthOf: 'registration' }));
    const row = gross(ticketRows([...registered, ...answered], other), 'response');
    expect(row).toMatchObject({
      cut: 'registration',
      month: '2026-03',
      verdictMonth: '2026-04',
      registrationMonth: '2026-03',
    });
  });
});

describe('the rows of a ticket that no agreement covers', () => {
  it('have no clocks, and hold for ever', () => {
    const early = life(['2025-12-01 00:30', 'TicketRegistered', incident('high')]);
    expect(unmeasuredRows(early)).toMatchObject({
      levels: { agreementId: null, clocks: [], findings: ['NO_AGREEMENT'] },
      activity: { state: 'open' },
      verdicts: [],
      registeredMonth: '2025-11',
      holdsFrom: second('2025-12-01 00:30'),
      holdsBefore: null,
      pausesChangeAt: null,
    });
  });

  it('have no month before it is registered', () => {
    expect(unmeasuredRows(answered)).toMatchObject({ registeredMonth: null, levels: { findings: [] } });
  });
});

describe('the last fact about the world', () => {
  it('is no fact about facts, in whatever order they came', () => {
    const [decision] = life(['2026-04-03 12:00', 'ExclusionAccepted', { exclusionId: 'X1' }]);
    expect(lastInTheWorld([...answered, decision!, ...registered])).toBe(second('2026-04-01 10:00'));
    expect(lastInTheWorld([])).toBe(0);
  });
});

import type { Agreement } from '@app/agreements/domain';
import type { RecordedFact } from '@app/facts';
import type { TicketFact } from '@app/tickets/domain';
import { amsterdam, example, incident, life } from '../../../../test/golden/golden.js';
import { withTerms } from '../../../../test/support/example-agreement.js';
import { ticketHistory, type TermsThen } from './ticket-history.js';

const at = amsterdam('2026-03-02 15:00').second;

/** Facts as told, recorded at the positions 10, 20, … */
const recorded = (facts: readonly TicketFact[]): RecordedFact<TicketFact>[] =>
  facts.map((fact, index) => ({
    fact: { ...fact, id: `f${index + 1}0` },
    sentAt: '2026-03-02T09:00:00+01:00',
    position: `${index + 1}0`,
    recordedAtMs: Date.UTC(2026, 2, 2, 12, index),
    recordedBy: null,
  }));

const then = (position: bigint, agreement: Agreement, type = 'AgreementRegistered'): TermsThen => ({
  agreement,
  position,
  type,
  recordedAtMs: Date.UTC(2026, 2, 2, 13),
});

/** The example, but with ten minutes for the response to a Top incident. */
const tenMinutes = withTerms(example(), ({ targets }) => ({
  targets: targets.map((target) =>
    target.metric === 'response' && target.priority === 'top' ? { ...target, seconds: 600 } : target,
  ),
}));

const topIncident = life(
  ['2026-03-02 09:00', 'TicketRegistered', incident('top')],
  ['2026-03-02 09:30', 'ResponseGiven'],
  ['2026-03-02 09:40', 'Reopened'],
  ['2026-03-02 09:45', 'PriorityCorrected', { to: 'high', reason: 'one user' }],
);

/** Each entry in a line: position, what was recorded, and the clocks that it changed. */
const told = (facts: readonly TicketFact[], terms: readonly TermsThen[]) =>
  ticketHistory(recorded(facts), terms, at).map(
    ({ position, factId, type, changes }) =>
      `${position} ${factId ?? 'terms'} ${type}: ${changes
        .map(({ metric, basis, from, to }) => {
          const shown = (clock: typeof from) => clock && `${clock.state} ${clock.priority}`;
          return `${metric} ${basis} ${shown(from)} > ${shown(to)}`;
        })
        .join(', ')}`,
  );

describe('the history of a ticket', () => {
  it('has an entry for each fact and each change of terms that changes how a clock is judged, and for no other', () => {
    const elsewhere = { ...example(), agreementId: 'other', serviceId: 'another-service' };
    const others = { ...example(), agreementId: 'theirs', customerId: 'another-customer' };
    const terms = [
      then(5n, example()),
      then(35n, tenMinutes, 'AgreementAmended'),
      then(36n, elsewhere),
      then(37n, others),
    ];
    expect(told(topIncident, terms)).toEqual([
      '10 f10 TicketRegistered: response gross null > breached top, response net null > breached top, ' +
        'resolution gross null > not-started top, resolution net null > not-started top',
      '20 f20 ResponseGiven: response gross breached top > met top, response net breached top > met top',
      '35 terms AgreementAmended: response gross met top > breached top, response net met top > breached top',
      '40 f40 PriorityCorrected: response gross breached top > met high, response net breached top > met high, ' +
        'resolution gross not-started top > not-started high, resolution net not-started top > not-started high',
    ]);
  });

  it('begins where the first terms come after the facts', () => {
    expect(told(topIncident.slice(0, 2), [then(25n, example())])).toEqual([
      '25 terms AgreementRegistered: response gross null > met top, response net null > met top, ' +
        'resolution gross null > not-started top, resolution net null > not-started top',
    ]);
    expect(told(topIncident, [])).toEqual([]);
  });

  it('says when, by the log, and of which agreement', () => {
    const [registered, amended] = ticketHistory(
      recorded(topIncident.slice(0, 1)),
      [then(5n, example()), then(15n, tenMinutes, 'AgreementAmended')],
      at,
    );
    expect(registered).toMatchObject({ recordedAt: '2026-03-02T12:00:00.000Z', position: '10' });
    expect(registered).not.toHaveProperty('agreementId');
    expect(registered).not.toHaveProperty('place');
    expect(amended).toMatchObject({
      factId: null,
      agreementId: example().agreementId,
      type: 'AgreementAmended',
      recordedAt: '2026-03-02T13:00:00.000Z',
      position: '15',
    });
  });

  it('shows a clock as documents do, with its version and without its segments', () => {
    const [{ changes } = { changes: [] }] = ticketHistory(recorded(topIncident), [then(25n, example())], at);
    expect(changes[0]).toEqual({
      metric: 'response',
      basis: 'gross',
      from: null,
      to: {
        metric: 'response',
        basis: 'gross',
        state: 'met',
        priority: 'top',
        clause: '3.2',
        targetSeconds: 3_600,
        elapsedSeconds: 1_800,
        startedAt: '2026-03-02T08:00:00Z',
        stoppedAt: '2026-03-02T08:30:00Z',
        dueAt: '2026-03-02T09:00:00Z',
        breachesAt: '2026-03-02T09:00:00Z',
        decidedAt: '2026-03-02T08:30:00Z',
        month: '2026-03',
        agreementVersion: 1,
      },
    });
  });

  it('tells of a ticket that is in nobody’s figures any more', () => {
    const [registration] = life([
      '2026-03-02 09:00',
      'TicketRegistered',
      { ...incident('top'), customerId: 'x' },
    ]);
    expect(told([topIncident[0]!, registration!], [then(5n, example())])[1]).toBe(
      '20 f20 TicketRegistered: response gross breached top > null, response net breached top > null, ' +
        'resolution gross not-started top > null, resolution net not-started top > null',
    );
  });
});

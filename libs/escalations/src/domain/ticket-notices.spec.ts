import fc from 'fast-check';
import { compileAgreement, type Agreement } from '@app/agreements/domain';
import { formatSecondIn, parseInstant } from '@app/support-time';
import type { TicketFact } from '@app/tickets/domain';
import { ticketFacts } from '../../../../test/support/arbitrary-facts.js';
import { anyTerms } from '../../../../test/support/arbitrary-terms.js';
import { exampleAgreement, withTerms } from '../../../../test/support/example-agreement.js';
import { ticketNotices } from './index.js';

const example = exampleAgreement();

let ids = 0;
/** At `09:15` on Monday 23 March 2026 in Amsterdam. */
const fact = (type: string, at: string, data: object = {}): TicketFact =>
  ({
    id: `f${(ids += 1)}`,
    type,
    occurredAt: parseInstant(`2026-03-23T${at}:00+01:00`)!.second,
    fraction: '',
    sequence: 0,
    data,
  }) as TicketFact;

const registered = () =>
  fact('TicketRegistered', '08:30', {
    type: 'incident',
    customerId: 'demo',
    serviceId: 'iv-integration',
    priority: 'top',
  });

const told = (facts: readonly TicketFact[], agreement: Agreement = example): string[] =>
  ticketNotices(facts, compileAgreement(agreement)).map(
    ({ dueAt, about }) =>
      `${formatSecondIn('Europe/Amsterdam', dueAt).slice(11, 16)} ${about.kind} ${about.level} ${about.role}`,
  );

describe('people are told of a ticket', () => {
  it('by level: the first of a clock at risk, the second of a breach, by the version that judges it', () => {
    expect(told([registered()])).toEqual([
      '09:15 clock-at-risk 1 service-support-manager',
      '09:30 clock-breached 2 cto',
    ]);
    const [notice] = ticketNotices([registered()], compileAgreement(example));
    expect(notice).toMatchObject({
      key: 'response:at-risk:0:service-support-manager',
      about: {
        agreementVersion: 1,
        clause: '3.2',
        metric: 'response',
        priority: 'top',
        allowedSeconds: 3600,
      },
    });
  });

  it('each role of a level once, and nobody of a level that names nobody', () => {
    const roles = withTerms(example, ({ escalation }) => ({
      escalation: {
        ...escalation!,
        levels: ['a', 'b', 'a'].map((role) => ({ level: 1 as const, role })),
      },
    }));
    expect(told([registered()], roles)).toEqual(['09:15 clock-at-risk 1 a', '09:15 clock-at-risk 1 b']);
  });

  it('when somebody calls on the management or the vendor, and when that answers', () => {
    const facts = [
      registered(),
      fact('ResponseGiven', '08:40'),
      fact('ManagementEscalated', '09:00', { level: 2 }),
      fact('EscalatedToVendor', '09:10', { vendor: 'Xurrent' }),
      fact('VendorAnswered', '09:20', { vendor: 'Xurrent' }),
    ];
    expect(told(facts)).toEqual([
      '09:00 management-escalated 2 cto',
      '09:10 vendor-escalated null service-support-manager',
      '09:20 vendor-answered null service-support-manager',
    ]);
    const retraction = fact('FactRetracted', '10:00', { factId: facts[2]!.id, reason: 'another ticket' });
    expect(told([...facts, retraction])).toHaveLength(2);
  });

  it('from the day on that the terms name', () => {
    const from = (noticesFrom: string) =>
      withTerms(example, ({ escalation }) => ({ escalation: { ...escalation!, noticesFrom } }));
    expect(told([registered()], from('2026-03-23'))).toHaveLength(2);
    expect(told([registered()], from('2026-03-24'))).toEqual([]);
  });

  it('not without escalation in the terms, nor before the first version', () => {
    const { escalation: _, ...without } = example.versions[0]!;
    expect(told([registered()], { ...example, versions: [without] })).toEqual([]);
    expect(
      told(
        [registered()],
        withTerms(example, () => ({ effectiveFrom: '2026-04-01' })),
      ),
    ).toEqual([]);
  });

  it('the same whatever the order in which facts came, each under a key of its own', () => {
    const shuffled = ticketFacts.chain((facts) =>
      fc.tuple(fc.constant(facts), fc.shuffledSubarray(facts, { minLength: facts.length })),
    );
    fc.assert(
      fc.property(shuffled, anyTerms, ([facts, others], agreement) => {
        const notices = ticketNotices(facts, compileAgreement(agreement));
        expect(ticketNotices(others, compileAgreement(agreement))).toEqual(notices);
        expect(new Set(notices.map(({ key }) => key)).size).toBe(notices.length);
      }),
      { numRuns: 500 },
    );
  });
});

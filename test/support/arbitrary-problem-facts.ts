import fc from 'fast-check';
import type { ProblemFact, ProblemFactType } from '@app/problems/domain';

/** Monday 23 March 2026, 08:30 in Amsterdam, where the facts of tickets begin (`arbitrary-facts.ts`). */
export const PROBLEM_BASE = 1_774_251_000;
const HOUR = 3_600;

/** Hours of the first days, or days of the two months in which an analysis falls due. */
const at = fc
  .oneof(
    fc.nat(59),
    fc.nat(60).map((days) => days * 24),
  )
  .map((hours) => PROBLEM_BASE + hours * HOUR);
const ticketId = fc.constantFrom('T-0', 'T-1', 'T-2');

const data: Readonly<Partial<Record<ProblemFactType, fc.Arbitrary<object>>>> = {
  TicketLinked: ticketId.map((id) => ({ ticketId: id })),
  TicketUnlinked: ticketId.map((id) => ({ ticketId: id, reason: 'another cause' })),
  CausesRelated: fc.boolean().map((related) => ({ related })),
  RootCauseAnalysisStarted: fc.constant({}),
  RootCauseFound: fc.constantFrom({}, { cause: 'certificate' }),
  KnownErrorDeclared: fc.constant({ workaround: 'restart' }),
  RootCauseReportAttached: fc
    .constantFrom('a', 'b')
    .map((digit) => ({ name: 'rca.pdf', mediaType: 'application/pdf', sha256: digit.repeat(64) })),
  ProblemSolved: fc.constant({}),
  ProblemClosed: fc.constantFrom({}, { reason: 'not worth it' }),
};

const weights: Readonly<Partial<Record<ProblemFactType, number>>> = {
  TicketLinked: 8,
  TicketUnlinked: 4,
  CausesRelated: 8,
  ProblemSolved: 1,
  ProblemClosed: 1,
};

const fact = fc
  .oneof(
    ...Object.entries(data).map(([type, arbitrary]) => ({
      weight: weights[type as ProblemFactType] ?? 2,
      arbitrary: arbitrary.map((value) => ({ type, data: value })),
    })),
  )
  .chain((body) => at.map((occurredAt) => ({ ...body, occurredAt })));

/**
 * Facts of one problem in an order of recording: a registration and up to eight facts of all kinds, sensible or not,
 * before it too; every fact has a `sequence` of its own, so that the order of arrival decides nothing.
 */
export const problemFacts: fc.Arbitrary<ProblemFact[]> = fc
  .tuple(fc.array(fact, { maxLength: 8 }), fc.nat(20), fc.option(fc.nat(8), { freq: 4 }))
  .map(([others, hours, retracted]) => {
    const registration = {
      type: 'ProblemRegistered',
      occurredAt: PROBLEM_BASE + hours * HOUR,
      data: { customerId: 'demo', serviceId: 'iv-integration' },
    };
    const facts = [registration, ...others].map((body, index) => ({
      ...body,
      id: `p${index}`,
      fraction: '',
      sequence: index,
    })) as ProblemFact[];
    const target = retracted === null ? undefined : facts[1 + retracted];
    if (target === undefined) return facts;
    const retraction = { type: 'FactRetracted', data: { factId: target.id, reason: 'wrong' } } as const;
    return [...facts, { ...retraction, id: 'r', occurredAt: target.occurredAt, fraction: '', sequence: 99 }];
  });

import fc from 'fast-check';
import type { TicketFact, TicketFactType } from '@app/tickets/domain';

/** About other facts, not about the world: they count as soon as they are known (MEASURING 1). */
export const ABOUT_FACTS: ReadonlySet<string> = new Set([
  'FactRetracted',
  'PriorityCorrected',
  'ExclusionProposed',
  'ExclusionAccepted',
  'ExclusionRejected',
]);

/** May end measurement (MEASURING 2). */
export const LEAVING: ReadonlySet<string> = new Set(['TypeChanged', 'Withdrawn', 'MarkedDuplicate']);

/** Monday 23 March 2026, 08:30 in Amsterdam: the summer-time switch is six days off. */
const BASE = 1774251000;
const QUARTER = 900;

const priority = fc.constantFrom('top', 'high', 'medium', 'low');
const reason = fc.constantFrom('information-missing', 'third-party', 'access-missing', 'never-heard-of');
const waitId = fc.constantFrom(undefined, 'w1', 'w2');
const exclusionId = fc.constantFrom('X1', 'X1', 'X2');
const type = fc.constantFrom('incident', 'information-request', 'change-request');

/** Quarters of an hour over some five weeks, most of them in the first days: edges of windows are hit often. */
const occurredAt = fc
  .oneof({ weight: 3, arbitrary: fc.integer({ min: 0, max: 120 }) }, fc.integer({ min: 0, max: 3400 }))
  .map((quarters) => BASE + quarters * QUARTER);

const instantText = occurredAt.map((second) => new Date(second * 1000).toISOString());

const optional = <T>(values: Record<string, fc.Arbitrary<T | undefined>>) =>
  fc
    .record(values)
    .map((record) => Object.fromEntries(Object.entries(record).filter(([, v]) => v !== undefined)));

const data: Readonly<Partial<Record<TicketFactType, fc.Arbitrary<object>>>> = {
  ResponseGiven: fc.constantFrom({}, { automatic: true }),
  RootCauseEstablished: fc.constant({}),
  ResolutionProvided: fc.constantFrom({ kind: 'fix' }, { kind: 'workaround' }),
  WaitingStarted: fc
    .tuple(reason, waitId)
    .map(([r, w]) => (w === undefined ? { reason: r } : { reason: r, waitId: w })),
  WaitingEnded: waitId.map((w) => (w === undefined ? {} : { waitId: w })),
  PriorityChanged: priority.map((to) => ({ to })),
  PriorityCorrected: priority.map((to) => ({ to, reason: 'mistyped' })),
  TypeChanged: fc.tuple(type, priority).map(([to, p]) => (to === 'incident' ? { to, priority: p } : { to })),
  Reopened: fc.constant({}),
  Closed: fc.constant({}),
  Withdrawn: fc.constant({ reason: 'solved itself' }),
  MarkedDuplicate: fc.constant({ of: 'INC-1' }),
  RootCauseAnalysisRequested: fc.constant({ evidence: 'letter' }),
  ExclusionProposed: fc
    .tuple(
      exclusionId,
      optional<string>({
        from: fc.option(instantText, { nil: undefined }),
        to: fc.option(instantText, { nil: undefined }),
      }),
      fc.constantFrom({}, {}, { metrics: ['response'] }, { metrics: ['resolution'] }),
    )
    .map(([exclusion, interval, metrics]) => ({
      exclusionId: exclusion,
      cause: 'internet',
      evidence: 'mail',
      ...interval,
      ...metrics,
    })),
  ExclusionAccepted: exclusionId.map((id) => ({ exclusionId: id })),
  ExclusionRejected: exclusionId.map((id) => ({ exclusionId: id })),
};

const weights: Readonly<Partial<Record<TicketFactType, number>>> = {
  Withdrawn: 1,
  MarkedDuplicate: 1,
  TypeChanged: 1,
  PriorityCorrected: 3,
  RootCauseAnalysisRequested: 2,
  ExclusionProposed: 8,
  ExclusionAccepted: 8,
  ResolutionProvided: 8,
  Reopened: 8,
};

const fact = fc
  .oneof(
    ...Object.entries(data).map(([name, arbitrary]) => ({
      weight: weights[name as TicketFactType] ?? 4,
      arbitrary: arbitrary.map((value) => ({ type: name, data: value })),
    })),
  )
  .chain((body) => occurredAt.map((at) => ({ ...body, occurredAt: at })));

const registration = fc.tuple(occurredAt, type, priority).map(([at, kind, p]) => ({
  type: 'TicketRegistered',
  // Early, so that what follows has something to happen to.
  occurredAt: BASE + ((at - BASE) % (60 * QUARTER)),
  data: {
    type: kind === 'change-request' ? 'incident' : kind,
    customerId: 'demo',
    serviceId: 'iv-integration',
    channel: 'portal',
    ...(kind === 'information-request' ? {} : { priority: p }),
  },
}));

/**
 * Facts of one ticket in an order of recording: a registration and up to a dozen facts of all kinds, sensible or not,
 * instants often shared; every fact has a `sequence` of its own, so that the order of arrival decides nothing.
 */
export const ticketFacts: fc.Arbitrary<TicketFact[]> = fc
  .tuple(registration, fc.array(fact, { maxLength: 12 }), fc.option(fc.nat(12), { freq: 4 }))
  .map(([first, others, retracted]) => {
    const facts = [first, ...others].map((body, index) => ({
      ...body,
      id: `f${index}`,
      fraction: '',
      sequence: index,
    })) as TicketFact[];
    const target = retracted === null ? undefined : facts[1 + retracted];
    if (target === undefined) return facts;
    const retraction = { type: 'FactRetracted', data: { factId: target.id, reason: 'wrong' } } as const;
    return [...facts, { ...retraction, id: 'r', occurredAt: target.occurredAt, fraction: '', sequence: 99 }];
  });

/** An instant at which to measure those facts, from before the first to well after the last. */
export const measuringInstant: fc.Arbitrary<number> = fc
  .integer({ min: -100, max: 4500 })
  .map((quarters) => BASE + quarters * QUARTER);

import fc from 'fast-check';
import { standing } from '@app/facts';
import type { TicketFact } from '@app/tickets/domain';
import { familyOf, problemIdOf } from '../src/domain/detection/family.js';
import type { ProblemFact } from '../src/domain/problem-fact.js';
import { agreementWith, type DetectionWorld, type Pass, type WorldEvent } from './detection-world.js';
import { expectedProblems, type OracleTerms } from './recurrence.oracle.js';

const DAY = 86_400;
const BASE = 1_774_251_000;
const TERMS: OracleTerms = {
  always: ['top'],
  disruptive: ['top', 'high'],
  occurrences: 2,
  withinSeconds: 5 * DAY,
  alikeBy: ['configurationItem', 'category'],
};
/** The agreement that these terms are of. */
export const detectionAgreement = agreementWith({ withinDays: 5, occurrences: 2 });

const { customerId, serviceId } = detectionAgreement;
const SERVICE = { customerId, serviceId };

const NAMES = ['T-0', 'T-1', 'T-2', 'T-3', 'T-4', 'T-5'];
const FAMILIES = ['gateway network', 'gateway mail'];

const familyFor = (alike: string): string => {
  if (alike.startsWith('ticket ')) return familyOf({ ...SERVICE, ticketId: alike.slice('ticket '.length) });
  const [configurationItem = '', category = ''] = alike.split(' ');
  return familyOf({ ...SERVICE, configurationItem, category });
};

const priority = fc.constantFrom('top', 'high', 'high', 'high', 'medium');
const at = fc.nat(24).map((halfDays) => BASE + (halfDays * DAY) / 2);

const registration = fc.record({
  type: fc.constantFrom('incident', 'incident', 'incident', 'information-request'),
  priority,
  configurationItem: fc.constantFrom('gateway', 'gateway', 'gateway', undefined),
  category: fc.constantFrom('network', 'network', 'mail'),
});
const ticketBody = fc.oneof(
  { weight: 2, arbitrary: priority.map((to) => ({ type: 'PriorityChanged', data: { to } })) },
  {
    weight: 2,
    arbitrary: priority.map((to) => ({ type: 'PriorityCorrected', data: { to, reason: 'mistyped' } })),
  },
  { weight: 1, arbitrary: fc.constant({ type: 'Withdrawn', data: { reason: 'gone' } }) },
  { weight: 1, arbitrary: fc.constant({ type: 'MarkedDuplicate', data: { of: 'T-9' } }) },
  { weight: 1, arbitrary: fc.constant({ type: 'RecurrenceRejected', data: { reason: 'another cause' } }) },
  { weight: 1, arbitrary: fc.constant({ type: 'RootCauseAnalysisRequested', data: { evidence: 'letter' } }) },
  {
    weight: 1,
    arbitrary: fc
      .nat(8)
      .map((nth) => ({ type: 'FactRetracted', data: { factId: `t${nth}`, reason: 'wrong' } })),
  },
);
const problemBody = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ type: 'ProblemClosed', data: {} }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(...NAMES).map((ticketId) => ({ type: 'TicketLinked', data: { ticketId } })),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(...NAMES)
      .map((ticketId) => ({ type: 'TicketUnlinked', data: { ticketId, reason: 'no' } })),
  },
  {
    weight: 1,
    arbitrary: fc
      .nat(8)
      .map((nth) => ({ type: 'FactRetracted', data: { factId: `p${nth}`, reason: 'wrong' } })),
  },
  { weight: 4, arbitrary: fc.constant({ type: 'RootCauseFound', data: {} }) },
);

/** What people and sources say: of each ticket a registration and some more, and a few words about problems. */
const told = fc.record({
  registrations: fc.array(fc.tuple(fc.constantFrom(...NAMES), at, registration), {
    minLength: 3,
    maxLength: 7,
  }),
  others: fc.array(fc.tuple(fc.constantFrom(...NAMES), at, ticketBody), { maxLength: 6 }),
  words: fc.array(fc.tuple(fc.constantFrom(...FAMILIES), fc.nat(1), at, problemBody), { maxLength: 5 }),
});
type Told = typeof told extends fc.Arbitrary<infer T> ? T : never;

/** The tickets of a run of the property: runs share a log, and have nothing to do with each other. */
const ticketsOf = (run: string): string[] => NAMES.map((name) => `${name}${run}`);

function eventsOf({ registrations, others, words }: Told, run: string): WorldEvent[] {
  let number = 0;
  const eventOf = (
    target: WorldEvent['target'],
    occurredAt: number,
    prefix: string,
    body: { readonly type: string; readonly data: object },
  ): WorldEvent => {
    const id = `${prefix}${number}`;
    const about = 'ticketId' in body.data ? { ticketId: `${String(body.data.ticketId)}${run}` } : {};
    const said = { ...body, data: { ...body.data, ...about } };
    // Later than what reactors say of one instant, and each its own: the order of arrival decides nothing.
    const fact = { id, occurredAt, fraction: '', sequence: 10 + number, ...said } as unknown as TicketFact;
    number += 1;
    return { target, fact, recordedBy: 'operator' };
  };
  const ticket = (name: string) => ({ kind: 'ticket', id: `${name}${run}` }) as const;
  return [
    ...registrations.map(([name, when, { category, ...data }]) =>
      eventOf(ticket(name), when, 't', {
        type: 'TicketRegistered',
        data: { ...SERVICE, channel: 'portal', ...data, category: `${category}${run}` },
      }),
    ),
    ...others.map(([name, when, body]) => eventOf(ticket(name), when, 't', body)),
    ...words.map(([alike, generation, when, body]) =>
      eventOf({ kind: 'problem', id: problemIdOf(familyFor(`${alike}${run}`), generation) }, when, 'p', body),
    ),
  ];
}

const pass: fc.Arbitrary<Pass> = fc.record({
  lag: fc.oneof(fc.constant(0), fc.nat(6)),
  blind: fc.boolean(),
  diesAfter: fc.option(fc.nat(3), { nil: undefined }),
});

/** One run: facts in an order of arrival, each at least once, and how often the reactors look in between. */
export interface History {
  readonly arriving: readonly WorldEvent[];
  /** After so many of them. */
  readonly looks: readonly (readonly [after: number, how: Pass])[];
}

let runs = 0;

export const histories: fc.Arbitrary<History & { readonly run: string }> = fc
  .record({
    said: told,
    order: fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
    looks: fc.array(fc.tuple(fc.nat(18), pass), { maxLength: 10 }),
  })
  .map(({ said, order, looks }) => {
    const run = `-r${(runs += 1)}`;
    const events = eventsOf(said, run);
    // Each once, and some of them again.
    const arriving = order
      .map((key, index) => ({ key, event: events[index % events.length]! }))
      .slice(0, Math.max(events.length, Math.min(events.length + 4, order.length)))
      .sort((a, b) => a.key - b.key)
      .map(({ event }) => event);
    return { run, arriving, looks };
  });

export const peoplesFacts = (world: DetectionWorld, problemId: string): readonly ProblemFact[] =>
  standing(
    world
      .factsOf<ProblemFact>({ kind: 'problem', id: problemId })
      .flatMap(({ fact, recordedBy }) => (recordedBy === 'operator' ? [fact] : [])),
  ).facts;

/** What there should be, by brute force, from what people and sources said alone. */
export function expectedOf(world: DetectionWorld, run: string) {
  const tickets = new Map(
    ticketsOf(run).map((id) => [
      id,
      world
        .factsOf<TicketFact>({ kind: 'ticket', id })
        .flatMap(({ fact, recordedBy }) => (recordedBy === 'operator' ? [fact] : [])),
    ]),
  );
  const closesOf = (alike: string) =>
    [0, 1]
      .flatMap((generation) => {
        const problemId = problemIdOf(familyFor(alike), generation);
        const closes = peoplesFacts(world, problemId).filter(({ type }) => type === 'ProblemClosed');
        return closes.length === 0
          ? []
          : [{ problemId, at: Math.min(...closes.map(({ occurredAt }) => occurredAt)) }];
      })
      .sort((a, b) => a.at - b.at || (a.problemId < b.problemId ? -1 : 1));
  const problems = expectedProblems(tickets, (alike) => closesOf(alike).map((close) => close.at), TERMS);
  return new Map(
    problems.map(({ alike, generation, openedAt, tickets: joined, owing }) => {
      const problemId = problemIdOf(familyFor(alike), generation);
      const linked = new Set(joined);
      const words = peoplesFacts(world, problemId).toSorted(
        (a, b) => a.occurredAt - b.occurredAt || a.sequence - b.sequence,
      );
      for (const { type, data } of words) {
        if (type === 'TicketLinked') linked.add(data.ticketId);
        if (type === 'TicketUnlinked') linked.delete(data.ticketId);
      }
      const owed = [...linked].flatMap((ticketId) => owing.get(ticketId) ?? []);
      const analysisAt = owed.length === 0 ? null : Math.max(openedAt, Math.min(...owed));
      const refersTo = closesOf(alike)[generation - 1]?.problemId ?? null;
      return [problemId, { openedAt, tickets: [...linked].sort(), analysisAt, refersTo }];
    }),
  );
}

/** Which expected problem's root cause each ticket has by the reactor, and when it was found. */
export const rootCauses = (world: DetectionWorld, run: string, problemIds: ReadonlySet<string>): string[] =>
  ticketsOf(run)
    .flatMap((id) => {
      const recorded = world.factsOf<TicketFact>({ kind: 'ticket', id });
      return standing(recorded.map(({ fact }) => fact)).facts.flatMap((fact) =>
        fact.type === 'RootCauseEstablished' && problemIds.has(String(fact.data.problemId))
          ? [`${id} ${fact.data.problemId} ${fact.occurredAt}`]
          : [],
      );
    })
    .sort();

/** Which there should be: of each ticket that is linked and registered, at the earliest instant that stands. */
export const expectedCauses = (world: DetectionWorld, run: string): string[] =>
  [...expectedOf(world, run)]
    .flatMap(([problemId, { tickets }]) => {
      const found = peoplesFacts(world, problemId).filter(({ type }) => type === 'RootCauseFound');
      if (found.length === 0) return [];
      const at = Math.min(...found.map(({ occurredAt }) => occurredAt));
      return tickets.filter((id) => isRegistered(world, id)).map((id) => `${id} ${problemId} ${at}`);
    })
    .sort();

const isRegistered = (world: DetectionWorld, id: string): boolean =>
  standing(world.factsOf<TicketFact>({ kind: 'ticket', id }).map(({ fact }) => fact)).facts.some(
    ({ type }) => type === 'TicketRegistered',
  );

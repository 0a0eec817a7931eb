import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { compileAgreement, type Agreement } from '@app/agreements/domain';
import { agreementsProjection } from '@app/agreements';
import { monthFrame, SECTIONS, type Evaluation } from '@app/evaluations/domain';
import type { StoredEvent } from '@app/event-store';
import { outagesProjection, servicesProjection } from '@app/availability';
import { connect, type Sql, type Transaction } from '@app/platform';
import type { Projection } from '@app/projections';
import { ticketsProjection } from '@app/service-levels';
import { problemsProjection } from '@app/problems';
import type { ProblemFact } from '@app/problems/domain';
import type { TicketFact } from '@app/tickets/domain';
import { problemFacts } from '../../../test/support/arbitrary-problem-facts.js';
import { ticketFacts } from '../../../test/support/arbitrary-facts.js';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.js';
import { evaluateFromFacts, evaluateFromRows } from './evaluation.query.js';

const fixtures = `${import.meta.dirname}/../../../test/fixtures/contract/scenarios/agreements/`;
const names = ['nl', 'nl-from-change', 'nl-month-of-registration', 'nl-new-attempt', 'on-premise'];
const [plain, ...readings] = names.map(
  (name) => JSON.parse(readFileSync(`${fixtures}${name}.json`, 'utf8')) as Agreement,
);

/** A second version in the midst of the facts: other targets, and an objective of another percentage under one id. */
function withNewVersion(agreement: Agreement): Agreement {
  const [first] = agreement.versions;
  const second = {
    ...first!,
    version: 2,
    effectiveFrom: '2026-03-25',
    targets: first!.targets.map((target) => ({ ...target, seconds: target.seconds / 4 })),
    objectives: first!.objectives.map((objective) => ({ ...objective, percent: objective.percent / 2 })),
  };
  return { ...agreement, versions: [first!, second] };
}
/** Clocks at risk soon, late, or where nobody agreed on a level. */
function withLevel(agreement: Agreement, atRiskPercent: number | undefined): Agreement {
  if (atRiskPercent === undefined) return agreement;
  const escalation = { atRiskPercent, levels: [], noticesInSupportHoursOnly: true, clause: '2.8' };
  return { ...agreement, versions: agreement.versions.map((version) => ({ ...version, escalation })) };
}

/** Every other one has a month of two versions, so that none of what is looked for below stays out by chance. */
const anyAgreement = fc
  .tuple(
    fc.oneof(fc.constantFrom(plain!, ...readings), fc.constant(withNewVersion(plain!))),
    fc.constantFrom(undefined, 0.5, 12.3456, 75),
  )
  .map(([agreement, percent]) => withLevel(agreement, percent));

const registeredFor = (customerId: string) => ({
  type: 'incident',
  customerId,
  serviceId: 'iv-integration',
  channel: 'portal',
  priority: 'low',
});

/** Facts at so many quarters of an hour after the first of them. */
const factsAt = (bodies: readonly (readonly [type: string, quarters: number, data: object])[]) =>
  bodies.map(
    ([type, quarters, data], index) =>
      ({
        id: `h${index}`,
        type,
        occurredAt: 1774251000 + quarters * 900,
        fraction: '',
        sequence: index,
        data,
      }) as TicketFact,
  );

const quarters = fc.tuple(fc.nat(40), fc.integer({ min: 1, max: 300 }));

/** A ticket whose cause is known after some quarters of an hour, and that is held some more later, for good. */
const heldTicket = quarters.map(([cause, wait]) =>
  factsAt([
    ['TicketRegistered', 0, registeredFor('demo')],
    ['RootCauseEstablished', cause, {}],
    ['WaitingStarted', cause + wait, { reason: 'information-missing' }],
  ]),
);

/** A ticket that is registered once more, for another customer: from then on it is in nobody's figures. */
const movedTicket = quarters.map(([resolved, later]) =>
  factsAt([
    ['TicketRegistered', 0, registeredFor('demo')],
    ['ResolutionProvided', resolved, { kind: 'fix' }],
    ['TicketRegistered', resolved + later, registeredFor('somebody-else')],
  ]),
);

/** A ticket that an accepted exclusion holds when its last fact happens, for some hours more; then its time runs out. */
const excludedTicket = quarters.map(([cause, held]) => {
  const [from, to] = [-4, cause + held].map((at) => new Date((1774251000 + at * 900) * 1000).toISOString());
  const exclusion = { exclusionId: 'X1', cause: 'internet', evidence: 'mail', from, to };
  return factsAt([
    ['TicketRegistered', 0, registeredFor('demo')],
    ['RootCauseEstablished', cause, {}],
    ['ExclusionProposed', cause, exclusion],
    ['ExclusionAccepted', cause, { exclusionId: 'X1' }],
  ]);
});

/** Events of the facts of a ticket or a problem, as the log would give them. */
function eventsOf(
  kind: 'ticket' | 'problem',
  id: string,
  facts: readonly (TicketFact | ProblemFact)[],
  from: number,
): StoredEvent[] {
  return facts.map((fact, index) => ({
    id: `${id}-${fact.id}`,
    stream: `${kind}-${id}`,
    revision: BigInt(index),
    position: BigInt(from + index),
    recordedAtMs: 0,
    type: fact.type,
    data: {
      id: fact.id,
      [`${kind}Id`]: id,
      occurredAt: new Date(fact.occurredAt * 1000).toISOString(),
      sequence: fact.sequence,
      data: fact.data,
    },
    metadata: {},
  }));
}

/** What two empty evaluations would have in common without showing that they agree. */
const SEEN = [
  'analysis',
  'at-risk-held',
  'at-risk-running',
  'attention',
  'breaches',
  'changes',
  'findings',
  'overdue',
  'problems',
  'requests',
  'service-down',
  'superseded',
  'two-versions',
];

const sectionsIn = (of: Evaluation): string[] => [
  ...(of.atRisk.some(({ state }) => state === 'paused') ? ['at-risk-held'] : []),
  ...(of.atRisk.some(({ state }) => state === 'running') ? ['at-risk-running'] : []),
  ...(of.problems.some(({ rootCauseAnalysis }) => rootCauseAnalysis.dueAt !== null) ? ['analysis'] : []),
  ...(of.problems.some(({ rootCauseAnalysis }) => rootCauseAnalysis.state === 'overdue') ? ['overdue'] : []),
  ...(of.problems.length > 0 ? ['problems'] : []),
  ...(of.previousPeriod.breaches.length > 0 ? ['attention'] : []),
  ...(of.breaches.length > 0 ? ['breaches'] : []),
  ...(of.exclusions.some(({ changes }) => changes.length > 0) ? ['changes'] : []),
  ...(of.findings.length > 0 ? ['findings'] : []),
  ...(of.requests.some(({ completed }) => completed > 0) ? ['requests'] : []),
  ...(of.findings.some(({ code }) => code === 'INCIDENT_WITHOUT_OUTAGE') ? ['service-down'] : []),
  ...(of.superseded.length > 0 ? ['superseded'] : []),
  ...(of.agreementVersions.length > 1 ? ['two-versions'] : []),
];

describe('the evaluation from rows', () => {
  let database: TestDatabase;
  let sql: Sql;
  const tickets: Projection = ticketsProjection();
  const problems: Projection = problemsProjection();

  beforeAll(async () => {
    database = await createTestDatabase();
    const parameters = { search_path: 'read' };
    sql = connect({ url: database.url, applicationName: 'evaluation.pg-spec', parameters });
    await sql`create schema read`;
    const projections = [
      agreementsProjection(),
      outagesProjection(),
      servicesProjection(),
      tickets,
      problems,
    ];
    for (const { tables } of projections) {
      for (const statements of Object.values(tables)) await sql.unsafe(statements);
    }
  });

  afterAll(async () => {
    await sql.end();
    await database.drop();
  });

  /** Every state of an agreement is of a position of its own: by it the projection knows what it has compiled. */
  let filled = 0;

  /** Folds events into partitions of one projection the way the runner does, and saves them. */
  async function fold(tx: Transaction, projection: Projection, events: ReadonlyMap<string, StoredEvent[]>) {
    const states = new Map(await projection.load(tx, [...events.keys()]));
    for (const [partition, own] of events) {
      for (const event of own) states.set(partition, projection.apply(states.get(partition), event));
    }
    if (states.size > 0) await projection.save(tx, states, { changed: new Map() });
  }

  /** A batch of facts of either kind, each with what it is about. */
  interface Batch {
    readonly tickets: readonly (readonly [string, TicketFact[]])[];
    readonly problems: readonly (readonly [string, ProblemFact[]])[];
  }

  /** Empties the tables and fills them the way the runner does: batch by batch, in one transaction each. */
  async function fill(agreement: Agreement, batches: readonly Batch[]): Promise<void> {
    await sql`
      truncate read.ticket, read.ticket_fact, read.clock_verdict, read.clock_tally, read.agreement, read.problem,
        read.problem_ticket`;
    const row = { ...agreement, document: sql.json(agreement as never) };
    await sql`
      insert into read.agreement (agreement_id, customer_id, service_id, document, revision, position)
      values (${row.agreementId}, ${row.customerId}, ${row.serviceId}, ${row.document}, 0, ${++filled})`;
    let position = 2;
    const eventsIn = (kind: 'ticket' | 'problem', lists: Batch['tickets'] | Batch['problems']) =>
      new Map(
        lists.map(([id, facts]) => {
          const events = eventsOf(kind, id, facts, position);
          position += facts.length;
          return [id, events] as const;
        }),
      );
    for (const batch of batches) {
      await sql.begin(async (tx) => {
        const [ofTickets, ofProblems] = [
          eventsIn('ticket', batch.tickets),
          eventsIn('problem', batch.problems),
        ];
        await fold(tx, tickets, ofTickets);
        await fold(tx, problems, ofProblems);
        for await (const touched of problems.touches!(tx, new Map([['tickets', [...ofTickets.keys()]]])))
          await fold(tx, problems, new Map(touched.map((problemId) => [problemId, []])));
      });
    }
  }

  /** About the first instants at which something becomes of a row by the passing of time, and long after all of them. */
  async function edges(): Promise<number[]> {
    const rows = await sql<{ edge: number }[]>`
      (select breaches_at as edge from read.clock_verdict where coming_verdict_month is not null)
      union (select pauses_change_at from read.ticket where pauses_change_at is not null)
      order by edge limit 3`;
    return [...rows.flatMap(({ edge }) => [edge, edge + 1]), 1780000000];
  }

  it('is the evaluation from facts, at any instant and on both cuts', async () => {
    const month = fc.constantFrom('2026-02', '2026-03', '2026-04', '2026-05');
    const cut = fc.constantFrom(undefined, 'verdict' as const, 'registration' as const);
    const at = fc.oneof(
      fc.integer({ min: 1774200000, max: 1781000000 }),
      // When every analysis has fallen due, and most tickets are as they will stay.
      fc.constant(1781000000),
      // The very instants at which tickets are registered, resolved and reopened.
      fc.integer({ min: 0, max: 60 }).map((quarters) => 1774251000 + quarters * 900),
    );
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        anyAgreement,
        fc
          .tuple(
            fc.array(ticketFacts, { minLength: 5, maxLength: 25 }),
            heldTicket,
            movedTicket,
            excludedTicket,
          )
          .map(([any, ...others]) => [...any, ...others]),
        fc.array(problemFacts, { minLength: 1, maxLength: 6 }),
        fc.array(fc.tuple(month, cut, at), { minLength: 4, maxLength: 4 }),
        async (agreement, lists, problemLists, questions) => {
          const named = lists.map((facts, index): [string, TicketFact[]] => [`T-${index}`, facts]);
          const told = problemLists.map((facts, index): [string, ProblemFact[]] => [`P-${index}`, facts]);
          // The facts of a ticket come in two batches, so that rows are written over as well; those of problems between.
          await fill(agreement, [
            { tickets: named.map(([ticketId, facts]) => [ticketId, facts.slice(0, 4)]), problems: [] },
            { tickets: [], problems: told },
            {
              tickets: named
                .filter(([, facts]) => facts.length > 4)
                .map(([ticketId, facts]) => [ticketId, facts.slice(4)]),
              problems: [],
            },
          ]);
          for (const [index, [asked, monthOf, second]] of questions.entries()) {
            const frame = monthFrame(compileAgreement(agreement), asked, monthOf, second);
            const rows = await evaluateFromRows(sql, frame);
            expect(rows).toEqual(await evaluateFromFacts(sql, frame));
            for (const section of index === 0 ? SECTIONS : []) {
              const { [section]: alone } = await evaluateFromRows(sql, frame, [section]);
              expect(alone).toEqual(rows[section]);
            }
            for (const section of sectionsIn(rows)) seen.add(section);
          }
          for (const edge of await edges()) {
            const frame = monthFrame(compileAgreement(agreement), '2026-03', undefined, edge);
            const { figures } = await evaluateFromRows(sql, frame, ['figures']);
            expect(figures).toEqual((await evaluateFromFacts(sql, frame)).figures);
          }
        },
      ),
      { numRuns: 60 },
    );
    expect([...seen].sort()).toEqual(SEEN);
  }, 240_000);
});

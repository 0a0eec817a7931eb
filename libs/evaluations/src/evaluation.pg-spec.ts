import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { compileAgreement, type Agreement } from '@app/agreements/domain';
import { agreementsProjection } from '@app/agreements';
import { monthFrame, SECTIONS, type Evaluation } from '@app/evaluations/domain';
import type { StoredEvent } from '@app/event-store';
import { outagesProjection, servicesProjection } from '@app/availability';
import { connect, type Sql } from '@app/platform';
import type { Projection } from '@app/projections';
import { ticketsProjection } from '@app/service-levels';
import type { TicketFact } from '@app/tickets/domain';
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

/** Events of a ticket's facts, as the log would give them. */
function eventsOf(ticketId: string, facts: readonly TicketFact[], from: number): StoredEvent[] {
  return facts.map((fact, index) => ({
    id: `${ticketId}-${fact.id}`,
    stream: `ticket-${ticketId}`,
    revision: BigInt(index),
    position: BigInt(from + index),
    recordedAtMs: 0,
    type: fact.type,
    data: {
      id: fact.id,
      ticketId,
      occurredAt: new Date(fact.occurredAt * 1000).toISOString(),
      sequence: fact.sequence,
      data: fact.data,
    },
    metadata: {},
  }));
}

/** What two empty evaluations would have in common without showing that they agree. */
const SEEN = [
  'at-risk-held',
  'at-risk-running',
  'attention',
  'breaches',
  'changes',
  'findings',
  'requests',
  'service-down',
  'superseded',
  'two-versions',
];

const sectionsIn = (of: Evaluation): string[] => [
  ...(of.atRisk.some(({ state }) => state === 'paused') ? ['at-risk-held'] : []),
  ...(of.atRisk.some(({ state }) => state === 'running') ? ['at-risk-running'] : []),
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

  beforeAll(async () => {
    database = await createTestDatabase();
    const parameters = { search_path: 'read' };
    sql = connect({ url: database.url, applicationName: 'evaluation.pg-spec', parameters });
    await sql`create schema read`;
    for (const { tables } of [agreementsProjection(), outagesProjection(), servicesProjection(), tickets]) {
      for (const statements of Object.values(tables)) await sql.unsafe(statements);
    }
  });

  afterAll(async () => {
    await sql.end();
    await database.drop();
  });

  /** Every state of an agreement is of a position of its own: by it the projection knows what it has compiled. */
  let filled = 0;

  /** Empties the tables and fills them the way the runner does: batch by batch, in one transaction each. */
  async function fill(
    agreement: Agreement,
    batches: readonly (readonly [string, TicketFact[]][])[],
  ): Promise<void> {
    await sql`truncate read.ticket, read.ticket_fact, read.clock_verdict, read.clock_tally, read.agreement`;
    const row = { ...agreement, document: sql.json(agreement as never) };
    await sql`
      insert into read.agreement (agreement_id, customer_id, service_id, document, revision, position)
      values (${row.agreementId}, ${row.customerId}, ${row.serviceId}, ${row.document}, 0, ${++filled})`;
    let position = 2;
    for (const batch of batches) {
      await sql.begin(async (tx) => {
        const states = new Map(
          await tickets.load(
            tx,
            batch.map(([ticketId]) => ticketId),
          ),
        );
        for (const [ticketId, facts] of batch) {
          for (const event of eventsOf(ticketId, facts, position)) {
            states.set(ticketId, tickets.apply(states.get(ticketId), event));
          }
          position += facts.length;
        }
        await tickets.save(tx, states, { changed: new Map() });
      });
    }
  }

  it('is the evaluation from facts, at any instant and on both cuts', async () => {
    const month = fc.constantFrom('2026-02', '2026-03', '2026-04');
    const cut = fc.constantFrom(undefined, 'verdict' as const, 'registration' as const);
    const at = fc.oneof(
      fc.integer({ min: 1774200000, max: 1780000000 }),
      // The very instants at which tickets are registered, resolved and reopened.
      fc.integer({ min: 0, max: 60 }).map((quarters) => 1774251000 + quarters * 900),
    );
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        anyAgreement,
        fc
          .tuple(fc.array(ticketFacts, { minLength: 5, maxLength: 25 }), heldTicket, movedTicket)
          .map(([any, held, moved]) => [...any, held, moved]),
        fc.array(fc.tuple(month, cut, at), { minLength: 4, maxLength: 4 }),
        async (agreement, lists, questions) => {
          const named = lists.map((facts, index): [string, TicketFact[]] => [`T-${index}`, facts]);
          // The facts of a ticket come in two batches, so that rows are written over as well.
          await fill(agreement, [
            named.map(([ticketId, facts]) => [ticketId, facts.slice(0, 4)]),
            named
              .filter(([, facts]) => facts.length > 4)
              .map(([ticketId, facts]) => [ticketId, facts.slice(4)]),
          ]);
          for (const [asked, monthOf, second] of questions) {
            const frame = monthFrame(compileAgreement(agreement), asked, monthOf, second);
            const rows = await evaluateFromRows(sql, frame);
            expect(rows).toEqual(await evaluateFromFacts(sql, frame));
            for (const section of SECTIONS) {
              const { [section]: alone } = await evaluateFromRows(sql, frame, [section]);
              expect(alone).toEqual(rows[section]);
            }
            for (const section of sectionsIn(rows)) seen.add(section);
          }
        },
      ),
      { numRuns: 60 },
    );
    expect([...seen].sort()).toEqual(SEEN);
  });
});

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { agreementById } from '@app/agreements';
import { compileAgreement, type Agreement } from '@app/agreements/domain';
import { listOutages } from '@app/availability';
import type { StoredEvent } from '@app/event-store';
import { listFindings } from '@app/findings';
import { figureChanges, monthFrame, type Addendum } from '@app/evaluations/domain';
import { connect, type Sql } from '@app/platform';
import { positionAtMs, recordedAtMsOf } from '@app/projections';
import { historyOfTicket, listTickets, serviceLevelsOf, ticketById } from '@app/service-levels';
import { listProblems, problemById } from '@app/problems';
import type { ProblemFact } from '@app/problems/domain';
import type { TicketFact } from '@app/tickets/domain';
import { problemFacts } from '../../../test/support/arbitrary-problem-facts.js';
import { ticketFacts } from '../../../test/support/arbitrary-facts.js';
import { foldEvent } from '../../../test/support/fold-events.js';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.js';
import { evaluateFromFacts, evaluateFromRows } from './evaluation.query.js';
import { monthHistory } from './month-history.query.js';
import { readModels } from './read-models.group.js';

const fixture = `${import.meta.dirname}/../../../test/fixtures/contract/scenarios/agreements/nl.json`;
const plain = JSON.parse(readFileSync(fixture, 'utf8')) as Agreement;
const { agreementId, customerId, serviceId } = plain;
const [first] = plain.versions;
const second = {
  ...first!,
  version: 2,
  effectiveFrom: '2026-03-25',
  targets: first!.targets.map((target) => ({ ...target, seconds: target.seconds / 4 })),
};

const MARCH = '2026-03';
const AT = Date.parse('2026-04-05T10:00:00Z') / 1000;
/** When analyses have fallen due, and something more is said to have happened. */
const LATER = Date.parse('2026-05-10T10:00:00Z') / 1000;

type Draft = Pick<StoredEvent, 'stream' | 'type' | 'data'>;

const ticketDrafts = (ticketId: string, facts: readonly TicketFact[], others: boolean): Draft[] =>
  facts.map(({ id, type, occurredAt, sequence, data }) => ({
    stream: `ticket-${ticketId}`,
    type,
    data: {
      id,
      ticketId,
      occurredAt: new Date(occurredAt * 1000).toISOString(),
      sequence,
      data: others && type === 'TicketRegistered' ? { ...data, customerId: 'globex' } : data,
    },
  }));

/** A ticket of the agreement, or of another customer; now and then its registration is taken back, and given to another. */
const ticket = fc
  .tuple(ticketFacts, fc.boolean(), fc.constantFrom('stays', 'stays', 'goes', 'moves'))
  .map(([facts, others, fate]) => (ticketId: string): Draft[] => {
    const registration = facts.find(({ type }) => type === 'TicketRegistered')!;
    const back = { ...registration, id: 'back', type: 'FactRetracted', sequence: 100 };
    const retracted = {
      ...back,
      data: { factId: registration.id, reason: 'wrong' },
    } as unknown as TicketFact;
    const anew = { ...registration, id: 'anew', sequence: 101 };
    return [
      ...ticketDrafts(ticketId, facts, others),
      ...(fate === 'stays' ? [] : ticketDrafts(ticketId, [retracted], others)),
      ...(fate === 'moves' ? ticketDrafts(ticketId, [anew], !others) : []),
    ];
  });

const outage = fc
  .tuple(fc.boolean(), fc.integer({ min: 0, max: 96 }), fc.constantFrom('open', 'ended', 'moved'))
  .map(([others, quarter, fate]) => (outageId: string): Draft[] => {
    const at = (quarters: number) => new Date((1774251000 + quarters * 900) * 1000).toISOString();
    const draft = (id: string, type: string, occurredAt: string, data: object): Draft => ({
      stream: `outage-${outageId}`,
      type,
      data: { id, outageId, occurredAt, data },
    });
    const start = (id: string, elsewhere: boolean) =>
      draft(id, 'OutageStarted', at(quarter), {
        customerId,
        serviceId: elsewhere ? 'another' : serviceId,
      });
    return [
      start('start', others),
      ...(fate === 'open' ? [] : [draft('end', 'OutageEnded', at(quarter + 5), {})]),
      ...(fate === 'moved'
        ? [
            draft('back', 'FactRetracted', at(quarter + 6), { factId: 'start', reason: 'wrong' }),
            start('anew', !others),
          ]
        : []),
    ];
  });

/** A problem of the service or of another customer's, which its registration may say otherwise later. */
const problem = fc
  .tuple(problemFacts, fc.boolean(), fc.constantFrom('stays', 'stays', 'moves'))
  .map(([facts, others, fate]) => (problemId: string): Draft[] => {
    const draft = ({ id, type, occurredAt, sequence, data }: ProblemFact, elsewhere: boolean): Draft => ({
      stream: `problem-${problemId}`,
      type,
      data: {
        id,
        problemId,
        occurredAt: new Date(occurredAt * 1000).toISOString(),
        sequence,
        data: elsewhere && type === 'ProblemRegistered' ? { ...data, customerId: 'globex' } : data,
      },
    });
    const registration = facts.find(({ type }) => type === 'ProblemRegistered')!;
    const back = { type: 'FactRetracted', data: { factId: registration.id, reason: 'wrong' } } as const;
    return [
      ...facts.map((fact) => draft(fact, others)),
      ...(fate === 'moves'
        ? [
            draft({ ...registration, ...back, id: 'back', sequence: 100 }, others),
            draft({ ...registration, id: 'anew', sequence: 101 }, !others),
          ]
        : []),
    ];
  });

const terms: readonly Draft[] = [
  { stream: `agreement-${agreementId}`, type: 'AgreementRegistered', data: { agreement: plain } },
  { stream: `agreement-${agreementId}`, type: 'AgreementVersionAdded', data: { version: second } },
  {
    stream: `agreement-${agreementId}`,
    type: 'AgreementRetitled',
    data: { title: { nl: 'Anders', en: 'Other' } },
  },
];
const unknown: Draft = { stream: 'elsewhere', type: 'NobodyKnowsThis', data: {} };

/** Streams of events, taken from in the order of `picks`. */
function interleaved(streams: readonly (readonly Draft[])[], picks: readonly number[]): Draft[] {
  const rest = streams.map((stream) => [...stream]);
  const events: Draft[] = [];
  for (let turn = 0; rest.some(({ length }) => length > 0); turn += 1) {
    const open = rest.filter(({ length }) => length > 0);
    const stream = open[(picks[turn % picks.length] ?? 0) % open.length];
    const next = stream?.shift();
    if (next) events.push(next);
  }
  return events;
}

/** A log of a few tickets, outages, problems and terms, recorded in any order, some of it in one millisecond. */
const anyLog = fc
  .tuple(
    fc.array(ticket, { minLength: 2, maxLength: 4 }),
    fc.array(outage, { minLength: 1, maxLength: 2 }),
    fc.array(problem, { minLength: 1, maxLength: 2 }),
    fc.array(fc.nat(11), { minLength: 20, maxLength: 60 }),
    fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 10, maxLength: 20 }),
  )
  .map(([tickets, outages, problems, picks, steps]) => ({
    steps,
    drafts: interleaved(
      [
        ...tickets.map((of, index) => of(`T-${index}`)),
        ...outages.map((of, index) => of(`O-${index}`)),
        ...problems.map((of, index) => of(`P-${index}`)),
        terms,
        [unknown, unknown],
      ],
      picks,
    ),
  }));

describe('what was known', () => {
  let database: TestDatabase;
  let sql: Sql;
  const { projections } = readModels();
  const tables = projections.flatMap((projection) => Object.keys(projection.tables));
  /** No two logs share a position: by it, compiled agreements are known again. */
  let position = 0n;
  let ms = 1_000;

  beforeAll(async () => {
    database = await createTestDatabase();
    const parameters = { search_path: 'read' };
    sql = connect({ url: database.url, applicationName: 'as-of.pg-spec', parameters });
    await sql`create schema read`;
    for (const projection of projections) {
      for (const statements of Object.values(projection.tables)) await sql.unsafe(statements);
    }
  });
  afterAll(async () => {
    await sql.end();
    await database.drop();
  });

  const logOf = ({
    drafts,
    steps,
  }: {
    drafts: readonly Draft[];
    steps: readonly number[];
  }): StoredEvent[] => {
    const revisions = new Map<string, bigint>();
    return drafts.map((draft, index) => {
      const revision = (revisions.get(draft.stream) ?? -1n) + 1n;
      revisions.set(draft.stream, revision);
      position += 3n;
      ms += steps[index % steps.length] ?? 0;
      const id = `${draft.stream}-${revision}`;
      return { ...draft, id, revision, position, recordedAtMs: ms, metadata: {} };
    });
  };

  /** The month, where its agreement is known, by rows and by facts alike. */
  const monthOf = async (upTo?: bigint) => {
    const known = await agreementById(sql, agreementId, upTo);
    if (known === undefined) return undefined;
    const frame = monthFrame(compileAgreement(known.agreement), MARCH, undefined, AT);
    const evaluated =
      upTo === undefined ? await evaluateFromRows(sql, frame) : await evaluateFromFacts(sql, frame, upTo);
    return { revision: known.revision, evaluated };
  };

  /** Everything that is asked of a state of the log. */
  const answers = async (ticketIds: readonly string[], upTo?: bigint) => ({
    month: await monthOf(upTo),
    tickets: await Promise.all(ticketIds.map((id) => ticketById(sql, id, upTo))),
    levels: await Promise.all(ticketIds.map((id) => serviceLevelsOf(sql, id, AT, 'en', upTo))),
    lists: await Promise.all(
      [
        {},
        { agreementId },
        { customerId: 'globex' },
        { breached: true },
        { breached: false, month: MARCH },
        { state: 'open' as const, type: 'incident' as const },
      ].map((filter) => listTickets(sql, filter, { limit: 2, after: undefined, at: AT }, upTo)),
    ),
    outages: await Promise.all(
      [{}, { serviceId }, { customerId }].map((filter) =>
        listOutages(sql, filter, { limit: 10, after: undefined, at: AT }, upTo),
      ),
    ),
    problems: await Promise.all(
      [
        {},
        { agreementId },
        { customerId: 'globex' },
        { ticketId: 'T-1', overdue: false },
        { state: 'registered' as const, serviceId },
        { overdue: true },
      ].map((filter) => listProblems(sql, filter, { limit: 1, after: undefined, at: LATER }, upTo)),
    ),
    findings: await Promise.all(
      [{}, { agreementId }, { customerId: 'globex' }, { open: true, month: MARCH }, { ticketId: 'T-1' }].map(
        (filter) => listFindings(sql, filter, { limit: 3, after: undefined, at: LATER }, upTo),
      ),
    ),
    problem: (await problemById(sql, 'P-0', AT, upTo))?.document(new Map()),
  });

  /** All pages of the history of the month, a few changes at a time. */
  const wholeHistory = async (upTo: bigint): Promise<Addendum[]> => {
    const asked = { agreement: plain, month: MARCH, monthOf: undefined, at: AT, upTo };
    const items: Addendum[] = [];
    for (let after: bigint | null = -1n; after !== null;) {
      const page: Awaited<ReturnType<typeof monthHistory>> = await monthHistory(sql, asked, {
        limit: 3,
        after,
      });
      items.push(...page.items);
      after = page.next;
    }
    return items;
  };

  it('is told again, and histories lead from each state of it to the next, whatever was recorded in any order', async () => {
    let [changed, restated] = [0, 0];
    await fc.assert(
      fc.asyncProperty(anyLog, async (drawn) => {
        await sql.unsafe(`truncate ${tables.join(', ')}`);
        const log = logOf(drawn);
        const ticketIds = [...new Set(log.map(({ stream }) => stream))]
          .filter((stream) => stream.startsWith('ticket-'))
          .map((stream) => stream.slice('ticket-'.length));
        const told: Awaited<ReturnType<typeof answers>>[] = [];
        for (const event of log) {
          await foldEvent(sql, projections, event);
          told.push(await answers(ticketIds));
        }
        const end = log.at(-1)?.position ?? 0n;
        const history = await wholeHistory(end);
        const verdicts = await Promise.all(ticketIds.map((id) => historyOfTicket(sql, id, AT, undefined)));
        const figures = new Map<string, unknown>();
        const clocks = ticketIds.map(() => new Map<string, unknown>());
        for (const [index, event] of log.entries()) {
          const { position: upTo, recordedAtMs } = event;
          const then = await answers(ticketIds, upTo);
          expect({ index, ...then }).toEqual({ index, ...told[index] });
          // An event in between may have none: nothing was recorded there.
          expect(await recordedAtMsOf(sql, upTo + 1n)).toBe(recordedAtMs);
          const last = log.findLast((each) => each.recordedAtMs === recordedAtMs);
          expect(await positionAtMs(sql, recordedAtMs)).toBe(last?.position);

          for (const { changes } of history.filter((each) => each.position === String(upTo))) {
            changed += 1;
            for (const { figure, from, to } of changes) {
              const key = JSON.stringify(figure);
              expect(from).toEqual(figures.get(key) ?? null);
              if (to === null) figures.delete(key);
              else figures.set(key, to);
            }
          }
          const now = then.month ? figureChanges(undefined, then.month.evaluated) : [];
          expect(figures).toEqual(new Map(now.map(({ figure, to }) => [JSON.stringify(figure), to])));

          for (const [of, entries] of verdicts.entries()) {
            const own = clocks[of]!;
            for (const { changes } of entries!.filter((each) => each.position === String(upTo))) {
              restated += 1;
              for (const { metric, basis, from, to } of changes) {
                expect(from).toEqual(own.get(`${metric} ${basis}`) ?? null);
                own.set(`${metric} ${basis}`, to);
              }
            }
            const known = (then.levels[of]?.clocks ?? []).map((levels) => {
              const { segments: _, explanation: _told, ...clock } = levels as Record<string, unknown>;
              return [`${String(clock['metric'])} ${String(clock['basis'])}`, clock] as const;
            });
            for (const [key, clock] of known) expect(own.get(key)).toMatchObject(clock);
            // Net clocks are shown only where they are not the gross ones.
            const gross = (clocks: Iterable<readonly [string, unknown]>): string[] =>
              [...clocks].flatMap(([key, clock]) => (clock && key.endsWith(' gross') ? key : [])).sort();
            expect(gross(own)).toEqual(gross(known));
          }
        }
      }),
      { numRuns: 18 },
    );
    // Something had to change for this to say anything.
    expect(changed).toBeGreaterThan(30);
    expect(restated).toBeGreaterThan(30);
  }, 400_000);
});

import { agreementStates, type AgreementState } from '@app/agreements';
import { compileAgreement, type Agreement, type MonthOf } from '@app/agreements/domain';
import type { OutageFact, ServiceFact } from '@app/availability/domain';
import {
  addendumOf,
  factsAfter,
  factsUpTo,
  figureChanges,
  monthFrame,
  MonthReplay,
  type Addendum,
  type MonthFrame,
  type NextFact,
  type Recorded,
} from '@app/evaluations/domain';
import type { RecordedFact } from '@app/facts';
import type { Queryable } from '@app/platform';
import { factsOfTickets } from '@app/service-levels';
import type { EpochSecond } from '@app/support-time';
import type { TicketFact } from '@app/tickets/domain';
import { monthFromFacts } from './evaluation.query.js';
import { outagesEverOf, recordedFactsOfService } from './service-facts.query.js';
import { ticketFactsAfter } from './ticket-facts-after.query.js';

/** Whose figures, of which month, at which instant. */
export interface HistoryQuestion {
  readonly agreement: Pick<Agreement, 'agreementId' | 'customerId' | 'serviceId'>;
  /** `YYYY-MM`. */
  readonly month: string;
  readonly monthOf: MonthOf | undefined;
  /** The same from the first fact to the last: what changes is what is known. */
  readonly at: EpochSecond;
  /** Of the log: how far the history goes. */
  readonly upTo: bigint;
}

export interface HistoryPage {
  readonly limit: number;
  /** Only what was recorded behind this position. */
  readonly after: bigint;
}

/** How many facts are taken at once: what bounds the memory of a page. */
const CHUNK = 2_000;
/** How many facts a page looks at most: what bounds its time, where hardly any of them changes a figure. */
const MOST_FACTS = 40_000;

/**
 * How the figures of a month came to be what they are: every change of one, in the order of the log, with the fact or the
 * change of terms that caused it, from the first terms on. The addenda of a month that was never frozen.
 *
 * A page that does not begin at the first terms measures the month as it was at its beginning, which costs what any
 * other as-of evaluation does; then each fact measures its own ticket again.
 *
 * @returns the changes, and the position after which the next page begins; null at the end. A page may have fewer
 *   changes than `limit`, or none, although there are more
 */
export async function monthHistory(
  sql: Queryable,
  question: HistoryQuestion,
  page: HistoryPage,
): Promise<{ readonly items: readonly Addendum[]; readonly next: bigint | null }> {
  const { agreement, upTo } = question;
  const states = (await agreementStates(sql, [agreement.serviceId], upTo)).filter(
    (state) => state.agreement.agreementId === agreement.agreementId,
  );
  const source: Source = {
    outages: await outagesEverOf(sql, agreement, upTo),
    service: await recordedFactsOfService(sql, agreement, upTo),
    states,
  };
  const begin = states.findLast(({ position }) => position <= page.after) ?? states[0];
  if (begin === undefined) return { items: [], next: null };
  const isFirst = begin.position > page.after;
  const from = isFirst ? begin.position : page.after;
  const replay = await replayAt(sql, question, source, begin, from);
  const first = isFirst ? [ofTerms(begin, figureChanges(undefined, replay.shown))] : [];
  return new HistoryWalk(sql, question, source, replay).walk(from, first, page.limit);
}

interface Source {
  readonly outages: readonly Recorded<OutageFact>[];
  readonly service: readonly RecordedFact<ServiceFact>[];
  readonly states: readonly AgreementState[];
}

const frameOf = ({ month, monthOf, at }: HistoryQuestion, { agreement }: AgreementState): MonthFrame =>
  monthFrame(compileAgreement(agreement), month, monthOf, at);

async function replayAt(
  sql: Queryable,
  question: HistoryQuestion,
  { outages, service }: Source,
  terms: AgreementState,
  position: bigint,
): Promise<MonthReplay> {
  const frame = frameOf(question, terms);
  return new MonthReplay({
    frame,
    tickets: await monthFromFacts(sql, frame, [], position),
    outages: outages.map(({ id, facts }) => [id, factsUpTo(facts, position)]),
    service: factsUpTo(service, position),
  });
}

/** A change of the agreement's terms, and what it changed. */
const ofTerms = (
  { agreement, type, recordedAtMs, position }: AgreementState,
  changes: Addendum['changes'],
): Addendum => ({
  agreementId: agreement.agreementId,
  factId: null,
  type,
  recordedAt: new Date(recordedAtMs).toISOString(),
  position: String(position),
  changes,
});

type Step = { readonly position: bigint } & (
  { readonly fact: NextFact } | { readonly terms: AgreementState }
);

/** Takes facts and changes of terms one by one, some facts of tickets at a time. */
class HistoryWalk {
  constructor(
    private readonly sql: Queryable,
    private readonly question: HistoryQuestion,
    private readonly source: Source,
    private readonly replay: MonthReplay,
  ) {}

  async walk(from: bigint, first: readonly Addendum[], limit: number) {
    const items = [...first];
    let [position, looked] = [from, 0];
    while (position < this.question.upTo && items.length < limit && looked < MOST_FACTS) {
      const { steps, horizon } = await this.stepsAfter(position);
      looked += CHUNK;
      for (const step of steps) {
        if (items.length === limit) break;
        const addendum = await this.take(step);
        if (addendum.changes.length > 0) items.push(addendum);
        position = step.position;
      }
      if (items.length < limit) position = horizon;
      this.replay.forgetTickets();
    }
    return { items, next: position < this.question.upTo ? position : null };
  }

  private async take(step: Step): Promise<Addendum> {
    if ('fact' in step) return addendumOf(step.fact, this.replay.take(step.fact));
    const frame = frameOf(this.question, step.terms);
    const tickets = await monthFromFacts(this.sql, frame, [], step.position);
    return ofTerms(step.terms, this.replay.takeTerms(frame, tickets));
  }

  /** What comes next, up to a horizon, with what is known already of the tickets in it. */
  private async stepsAfter(position: bigint): Promise<{ readonly steps: readonly Step[]; horizon: bigint }> {
    const { agreement, upTo } = this.question;
    const next = await ticketFactsAfter(this.sql, agreement, { position, upTo, limit: CHUNK });
    const horizon = next.length < CHUNK ? upTo : (next.at(-1)?.position ?? upTo);
    const ids = [...new Set(next.flatMap(({ ticketId, isOfService }) => (isOfService ? ticketId : [])))];
    const known = await factsOfTickets(this.sql, ids, horizon);
    const tickets = [...known].map(([id, facts]): Recorded<TicketFact> => ({ id, facts }));
    for (const { id, facts } of tickets) this.replay.know(id, factsUpTo(facts, position));
    const { outages, service, states } = this.source;
    const facts = factsAfter({ serviceId: agreement.serviceId, tickets, outages, service, position });
    const steps: Step[] = [
      ...facts.map((fact) => ({ position: BigInt(fact.recorded.position), fact })),
      ...states.flatMap((terms) => (terms.position > position ? { position: terms.position, terms } : [])),
    ];
    return {
      steps: steps
        .filter((step) => step.position <= horizon)
        .sort((a, b) => (a.position < b.position ? -1 : 1)),
      horizon,
    };
  }
}

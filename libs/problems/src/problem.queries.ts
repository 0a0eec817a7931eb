import { factDocument, knownUpTo, type UpTo } from '@app/facts';
import type { Queryable } from '@app/platform';
import {
  namedTickets,
  problemDocument,
  problemService,
  problemSummary,
  type AttachedReport,
  type ProblemState,
} from '@app/problems/domain';
import type { EpochSecond } from '@app/support-time';
import { problemViews, type ProblemView } from './problem-views.query.js';
import { problemsAsOf, type ProblemAsOf } from './problems-as-of.query.js';

/** Which problems to list; absent: all of them. */
export interface ProblemFilter {
  readonly agreementId?: string;
  readonly customerId?: string;
  readonly serviceId?: string;
  readonly state?: ProblemState;
  /** Linked to it, or once was. */
  readonly ticketId?: string;
  /** Owes an analysis whose time is over at the instant asked for. */
  readonly overdue?: boolean;
}

/** How many problems are told at once: what bounds the memory of it. */
const MOST_AT_ONCE = 200;

interface Page {
  readonly limit: number;
  /** An id: the page begins behind it. */
  readonly after: string | undefined;
  readonly at: EpochSecond;
}

/** One page of problems by id as they stand at an instant, and where the next begins; null at the end. */
export async function listProblems(sql: Queryable, filter: ProblemFilter, page: Page, upTo?: UpTo) {
  const views = await viewsOf(sql, filter, page, upTo);
  const items = views.slice(0, page.limit);
  return {
    items: items.map(({ problemId, standing, agreementId }) => ({
      ...problemSummary(problemId, standing),
      agreementId,
    })),
    next: views.length > page.limit ? (items.at(-1)?.problemId ?? null) : null,
  };
}

/** The first problems of a page that pass, one more than it has, where there are more. */
async function viewsOf(
  sql: Queryable,
  filter: ProblemFilter,
  { limit, after = '', at }: Page,
  upTo: UpTo,
): Promise<readonly ProblemView[]> {
  const views: ProblemView[] = [];
  const where = upTo === undefined ? mayPass(sql, filter, at) : sql`true`;
  const chunk = Math.min(limit + 1, MOST_AT_ONCE);
  for await (const problems of problemsAsOf(sql, upTo, { after, where, chunk })) {
    const told = await problemViews(sql, problems, at, upTo);
    views.push(...told.filter((view) => passes(view, filter)));
    if (views.length > limit) break;
  }
  return views.slice(0, limit + 1);
}

/** Rows that pass, and those that do not hold at the instant: they are told by their facts. */
function mayPass(
  sql: Queryable,
  { agreementId, customerId, serviceId, state, ticketId, overdue }: ProblemFilter,
  at: EpochSecond,
) {
  const isOverdue = sql`coalesce(due_at < ${at} and delivered_at is null, false)`;
  return sql`(holds_from > ${at} or (true
    ${agreementId === undefined ? sql`` : sql`and agreement_id = ${agreementId}`}
    ${customerId === undefined ? sql`` : sql`and customer_id = ${customerId}`}
    ${serviceId === undefined ? sql`` : sql`and service_id = ${serviceId}`}
    ${state === undefined ? sql`` : sql`and state = ${state}`}
    ${ticketId === undefined ? sql`` : sql`and problem_id in (select problem_id from read.problem_ticket where ticket_id = ${ticketId})`}
    ${overdue === undefined ? sql`` : overdue ? sql`and ${isOverdue}` : sql`and not ${isOverdue}`}))`;
}

/** What is asked of the rows, asked of what is known. */
function passes({ facts, agreementId, standing }: ProblemView, filter: ProblemFilter): boolean {
  const told = facts.map(({ fact }) => fact);
  const service = problemService(told);
  const ofThen = {
    agreementId,
    customerId: service?.customerId,
    serviceId: service?.serviceId,
    state: standing?.record.state,
    overdue: standing?.analysis.state === 'overdue',
  };
  const isLike = (Object.keys(ofThen) as (keyof typeof ofThen)[]).every(
    (name) => filter[name] === undefined || filter[name] === ofThen[name],
  );
  return isLike && (filter.ticketId === undefined || namedTickets(told).includes(filter.ticketId));
}

/** One problem as it is answered. */
export interface ProblemAnswer {
  readonly revision: bigint;
  /** The reports that are attached, whether their bytes are here or not. */
  readonly reports: readonly AttachedReport[];
  /** With all its facts in order of recording. `stored`: sizes of the reports that are in the vault. */
  document(stored: ReadonlyMap<string, number>): object;
}

/** One problem at an instant; undefined where nothing is recorded of it. */
export async function problemById(
  sql: Queryable,
  problemId: string,
  at: EpochSecond,
  upTo?: UpTo,
): Promise<ProblemAnswer | undefined> {
  const [row] = await sql<ProblemAsOf[]>`
    select problem_id as "problemId", facts from read.problem where problem_id = ${problemId}`;
  const facts = knownUpTo(row?.facts ?? [], upTo);
  if (facts.length === 0) return undefined;
  const [view] = await problemViews(sql, [{ problemId, facts }], at, upTo);
  return {
    // Every event of a problem's stream is one of its facts.
    revision: BigInt(facts.length - 1),
    reports: view?.standing?.record.reports ?? [],
    document: (stored) => ({
      ...problemDocument(problemId, view?.standing, stored),
      agreementId: view?.agreementId ?? null,
      facts: facts.map(factDocument),
    }),
  };
}

import type { Priority } from '@app/agreements/domain';
import type { EpochSecond } from '@app/support-time';
import { problemAt } from './problem-at.js';
import { evolve, type StateSince } from './problem-state.js';
import type { ProblemFact } from './problem-fact.js';
import { ticketLinks, type TicketLink } from './ticket-links.js';

/** What one fact said: when, by whom, and which fact it was. */
interface Said {
  readonly factId: string;
  readonly at: EpochSecond;
  /** Personal. */
  readonly by: string | null;
}

/** A report of a root cause analysis: the bytes lie in the vault, under their hash. */
export interface AttachedReport extends Said {
  readonly name: string;
  readonly mediaType: string;
  readonly sha256: string;
}

/** A problem record as its facts stand at an instant (TERMS 6). */
export interface ProblemRecord extends StateSince {
  readonly customerId: string;
  readonly serviceId: string;
  readonly title: string | null;
  readonly configurationItem: string | null;
  readonly category: string | null;
  readonly priority: Priority | null;
  readonly registeredAt: EpochSecond;
  /** The closed problem that this one is like. */
  readonly refersTo: string | null;
  readonly links: readonly TicketLink[];
  /** What was last said of it; null: nothing yet. */
  readonly causesRelated: boolean | null;
  readonly analysisStartedAt: EpochSecond | null;
  /** The earliest that stands. */
  readonly rootCause: (Said & { readonly cause: string | null }) | null;
  /** The latest. */
  readonly knownError: (Said & { readonly workaround: string }) | null;
  /** In order; the same bytes attached twice are two. */
  readonly reports: readonly AttachedReport[];
  readonly solvedAt: EpochSecond | null;
  readonly closedAt: EpochSecond | null;
  readonly closedBecause: string | null;
}

/**
 * A problem at an instant: a function of the set of its facts, in whatever order they arrived. It only goes on through
 * its states, so that what is dated late moves none back; a retraction does, since the fact then never was.
 *
 * @param recorded in order of recording
 * @returns undefined where nobody has registered it by then
 * @example problemRecord(facts, second('2026-03-31T22:00:00Z'))?.state // 'known-error'
 */
export function problemRecord(recorded: readonly ProblemFact[], at: EpochSecond): ProblemRecord | undefined {
  const { registration, facts } = problemAt(recorded, at);
  if (registration === undefined) return undefined;
  const { occurredAt, data } = registration;
  const first = <T extends ProblemFact['type']>(type: T) => facts.find(isOf(type));
  const last = <T extends ProblemFact['type']>(type: T) => facts.findLast(isOf(type));
  const [cause, workaround, closed] = [
    first('RootCauseFound'),
    last('KnownErrorDeclared'),
    first('ProblemClosed'),
  ];
  return {
    ...facts.reduce(evolve, { state: 'registered', since: occurredAt }),
    customerId: data.customerId,
    serviceId: data.serviceId,
    title: data.title ?? null,
    configurationItem: data.configurationItem ?? null,
    category: data.category ?? null,
    priority: data.priority ?? null,
    registeredAt: occurredAt,
    refersTo: data.refersTo ?? null,
    links: ticketLinks(facts),
    causesRelated: last('CausesRelated')?.data.related ?? null,
    analysisStartedAt: first('RootCauseAnalysisStarted')?.occurredAt ?? null,
    rootCause: cause ? { ...saidBy(cause), cause: cause.data.cause ?? null } : null,
    knownError: workaround ? { ...saidBy(workaround), workaround: workaround.data.workaround } : null,
    reports: facts.filter(isOf('RootCauseReportAttached')).map((fact) => ({ ...saidBy(fact), ...fact.data })),
    solvedAt: first('ProblemSolved')?.occurredAt ?? null,
    closedAt: closed?.occurredAt ?? null,
    closedBecause: closed?.data.reason ?? null,
  };
}

const isOf =
  <T extends ProblemFact['type']>(type: T) =>
  (fact: ProblemFact): fact is Extract<ProblemFact, { type: T }> =>
    fact.type === type;

const saidBy = ({ id, occurredAt, by }: ProblemFact): Said => ({
  factId: id,
  at: occurredAt,
  by: by ?? null,
});

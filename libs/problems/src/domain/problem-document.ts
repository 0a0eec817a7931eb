import { formatSecond, type EpochSecond } from '@app/support-time';
import type { ProblemStanding } from './problem-standing.js';
import type { AttachedReport } from './problem-record.js';
import type { AnalysisDuty, RootCauseAnalysis } from './root-cause-analysis.js';
import type { TicketLink } from './ticket-links.js';

/** A problem in a list: whose it is, how far it has come, which tickets it has, and what it owes. */
export function problemSummary(problemId: string, standing: ProblemStanding | undefined) {
  if (standing === undefined) return { problemId, ...NOBODYS };
  const { record, tickets, analysis } = standing;
  const { customerId, serviceId, title, configurationItem, category, priority, refersTo, state } = record;
  return {
    problemId,
    customerId,
    serviceId,
    title,
    configurationItem,
    category,
    priority,
    refersTo,
    state,
    since: formatSecond(record.since),
    registeredAt: formatSecond(record.registeredAt),
    tickets,
    rootCauseAnalysis: {
      state: analysis.state,
      dueOn: analysis.dueOn,
      dueAt: shown(analysis.dueAt),
      deliveredAt: shown(analysis.deliveredAt),
    },
  };
}

/** Facts came, but no registration by that instant. */
const NOBODYS = {
  customerId: null,
  serviceId: null,
  title: null,
  configurationItem: null,
  category: null,
  priority: null,
  refersTo: null,
  state: null,
  since: null,
  registeredAt: null,
  tickets: [],
  rootCauseAnalysis: { state: 'not-required', dueOn: null, dueAt: null, deliveredAt: null },
};

/**
 * One problem as it is shown by itself: its tickets with how they were linked, former ones with why they are no more,
 * what was found, and why an analysis is owed. Instants in UTC.
 *
 * @param stored sizes in bytes of the reports whose bytes are here; undefined: a report may be missing, and is told so
 */
export function problemDocument(
  problemId: string,
  standing: ProblemStanding | undefined,
  stored: ReadonlyMap<string, number>,
) {
  const summary = problemSummary(problemId, standing);
  if (standing === undefined) return summary;
  const { record, analysis } = standing;
  const { rootCause, knownError } = record;
  return {
    ...summary,
    tickets: record.links.filter(({ unlinked }) => unlinked === null).map(linkDocument),
    formerTickets: record.links.filter(({ unlinked }) => unlinked !== null).map(linkDocument),
    causesRelated: record.causesRelated,
    rootCause: rootCause && {
      cause: rootCause.cause,
      foundAt: formatSecond(rootCause.at),
      ...saidBy(rootCause),
    },
    knownError: knownError && {
      workaround: knownError.workaround,
      declaredAt: formatSecond(knownError.at),
      ...saidBy(knownError),
    },
    rootCauseAnalysis: analysisDocument(analysis, record.analysisStartedAt),
    reports: record.reports.map((report) => reportDocument(report, stored.get(report.sha256))),
    solvedAt: shown(record.solvedAt),
    closedAt: shown(record.closedAt),
    closedBecause: record.closedBecause,
  };
}

const saidBy = ({ factId, by }: { readonly factId: string; readonly by: string | null }) => ({ by, factId });

const linkDocument = ({ ticketId, linkedAt, reason, by, unlinked }: TicketLink) => ({
  ticketId,
  linkedAt: formatSecond(linkedAt),
  reason,
  by,
  ...(unlinked && {
    unlinkedAt: formatSecond(unlinked.at),
    unlinkedBecause: unlinked.reason,
    unlinkedBy: unlinked.by,
  }),
});

const analysisDocument = (
  { state, dueOn, dueAt, deliveredAt, because }: RootCauseAnalysis,
  startedAt: EpochSecond | null,
) => ({
  state,
  dueOn,
  dueAt: shown(dueAt),
  startedAt: shown(startedAt),
  deliveredAt: shown(deliveredAt),
  because: because.map(dutyDocument),
});

const dutyDocument = ({ from, dueAt, ...duty }: AnalysisDuty) => ({
  ...duty,
  from: formatSecond(from),
  dueAt: formatSecond(dueAt),
});

const reportDocument = (
  { name, mediaType, sha256, at, ...said }: AttachedReport,
  size: number | undefined,
) => ({
  name,
  mediaType,
  sha256,
  attachedAt: formatSecond(at),
  ...saidBy(said),
  state: size === undefined ? 'missing' : 'stored',
  bytes: size ?? null,
});

const shown = (at: EpochSecond | null): string | null => (at === null ? null : formatSecond(at));

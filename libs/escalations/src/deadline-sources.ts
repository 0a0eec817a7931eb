import type { DeadlineSource } from '@app/reactors';
import { agreementDeadlines } from './agreement-deadlines.projection.js';
import { problemDeadlines } from './problem-deadlines.projection.js';
import { ticketDeadlines } from './ticket-deadlines.projection.js';

/** Everything that falls due, in rows that `deadlineOf` makes. */
export const DEADLINE_SOURCES: readonly DeadlineSource[] = [
  ticketDeadlines,
  problemDeadlines,
  agreementDeadlines,
];

/** Projections whose partition is what deadlines are about, beside the sources. */
const ABOUT: Readonly<Record<string, (partition: string) => string>> = {
  tickets: (ticketId) => `ticket-${ticketId}`,
  agreements: (agreementId) => `agreement-${agreementId}`,
  notices: (agreementId) => `agreement-${agreementId}`,
  problems: (problemId) => `problem-${problemId}`,
  deadlines: (owner) => owner,
};

/** Whose deadlines lack events when a partition of a projection does; undefined: nobody's. */
export const deadlineOwnerOf = (projection: string, partition: string): string | undefined => {
  const source = DEADLINE_SOURCES.find((each) => each.projection === projection);
  return source ? source.ownerOf(partition) : ABOUT[projection]?.(partition);
};

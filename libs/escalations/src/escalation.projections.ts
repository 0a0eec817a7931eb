import { deadlinesProjection } from '@app/reactors';
import { agreementDeadlinesProjection } from './agreement-deadlines.projection.js';
import { DEADLINE_SOURCES } from './deadline-sources.js';
import { noticesReaction } from './notices.reaction.js';
import { problemDeadlinesProjection } from './problem-deadlines.projection.js';
import { raisedNoticesProjection } from './raised-notices.projection.js';
import { ticketDeadlinesProjection } from './ticket-deadlines.projection.js';

/** What falls due, and what was said of it; after the projections whose rows fall due. */
export const escalationProjections = () => [
  ticketDeadlinesProjection(),
  problemDeadlinesProjection(),
  agreementDeadlinesProjection(),
  deadlinesProjection(DEADLINE_SOURCES, noticesReaction),
  raisedNoticesProjection(),
];

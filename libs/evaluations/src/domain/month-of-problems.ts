import {
  analysisState,
  problemStanding,
  type ProblemFact,
  type ProblemState,
  type TicketsById,
} from '@app/problems/domain';
import { formatSecond, type EpochSecond } from '@app/support-time';
import type { MonthFrame } from './month-frame.js';

/** What is recorded of one problem, in order of recording. */
export interface ProblemHistory {
  readonly problemId: string;
  readonly facts: readonly ProblemFact[];
}

/** A problem of the agreement's service as it stands at the frame's `at`: told by its facts, or by a row. */
export interface KnownProblem {
  readonly problemId: string;
  readonly state: ProblemState;
  /** Linked then, by id. */
  readonly tickets: readonly string[];
  readonly registeredAt: EpochSecond;
  readonly closedAt: EpochSecond | null;
  readonly dueAt: EpochSecond | null;
  readonly deliveredAt: EpochSecond | null;
}

/**
 * The problems of the frame's customer and service as they stand at its `at`.
 *
 * @param tickets facts of the tickets that they name
 */
export function knownProblems(
  frame: MonthFrame,
  histories: readonly ProblemHistory[],
  tickets: TicketsById,
): KnownProblem[] {
  const { agreement, at } = frame;
  const { customerId, serviceId } = agreement.agreement;
  return histories.flatMap(({ problemId, facts }) => {
    const standing = problemStanding(facts, tickets, agreement, at);
    if (standing?.record.customerId !== customerId || standing.record.serviceId !== serviceId) return [];
    const { record, tickets: linked, analysis } = standing;
    const { state, registeredAt, closedAt } = record;
    const { dueAt, deliveredAt } = analysis;
    return [{ problemId, state, tickets: linked, registeredAt, closedAt, dueAt, deliveredAt }];
  });
}

/**
 * The problems that the meeting talks about (MEASURING 9), by id: those registered or closed in the month, whose root
 * cause analysis was due or delivered in it or overdue at any time of it, and those of a ticket with a clock decided in it.
 *
 * @param decided the tickets with such a clock
 */
export function problemRows(frame: MonthFrame, known: readonly KnownProblem[], decided: readonly string[]) {
  const isDecided = new Set(decided);
  return known
    .filter((problem) => isOfMonth(frame, problem) || problem.tickets.some((id) => isDecided.has(id)))
    .sort((a, b) => (a.problemId < b.problemId ? -1 : 1))
    .map(({ problemId, state, tickets, dueAt, deliveredAt }) => ({
      problemId,
      state,
      tickets,
      rootCauseAnalysis: {
        dueAt: dueAt === null ? null : formatSecond(dueAt),
        state: analysisState(dueAt, deliveredAt, frame.at),
      },
    }));
}

function isOfMonth({ bounds, cutoff }: MonthFrame, problem: KnownProblem): boolean {
  const { registeredAt, closedAt, dueAt, deliveredAt } = problem;
  const isInMonth = (at: EpochSecond | null) => at !== null && at >= bounds.from && at < bounds.to;
  if ([registeredAt, closedAt, dueAt, deliveredAt].some(isInMonth)) return true;
  return dueAt !== null && dueAt < cutoff && (deliveredAt === null || deliveredAt >= bounds.from);
}

import { Problem, type ProblemExtras } from './problem.js';

/** What is fixed about a code: its HTTP status and a short title that never varies. */
export interface ProblemDefinition {
  readonly status: number;
  readonly title: string;
}

export type ProblemFactory = (detail: string, extras?: ProblemExtras) => Problem;

/**
 * A library's own problem codes (stable, upper snake), each becoming a function that makes the problem.
 *
 * @example
 * export const ticketProblems = defineProblems({
 *   TICKET_NOT_FOUND: { status: 404, title: 'There is no such ticket' },
 * });
 * throw ticketProblems.TICKET_NOT_FOUND('no ticket INC-1 in this ledger');
 */
export const defineProblems = <Code extends string>(
  definitions: Readonly<Record<Code, ProblemDefinition>>,
): Readonly<Record<Code, ProblemFactory>> => {
  const entries = Object.entries<ProblemDefinition>(definitions).map(([code, { status, title }]) => [
    code,
    (detail: string, extras?: ProblemExtras) => new Problem(status, code, title, detail, extras),
  ]);
  return Object.fromEntries(entries) as Record<Code, ProblemFactory>;
};

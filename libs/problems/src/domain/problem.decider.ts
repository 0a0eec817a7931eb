import { ACCEPTED, checkReference, factsBefore, refuse, standing, type Decision } from '@app/facts';
import type { ProblemFact } from './problem-fact.js';
import { problemRecord, type ProblemRecord } from './problem-record.js';

/**
 * Whether a fact makes sense where it is said now, over REST: judged by the problem's state at the fact's
 * `occurredAt`, all recorded facts considered. Odd history belongs in an import, which asks nobody.
 *
 * Codes: `PROBLEM_NOT_FOUND` (no registration), `PROBLEM_EXISTS`, `BEFORE_REGISTRATION`, `PROBLEM_CLOSED`,
 * `PROBLEM_SOLVED`, `TICKET_LINKED` (already), `TICKET_NOT_LINKED`, `CAUSES_DECIDED`, `CAUSES_UNRELATED`,
 * `ANALYSIS_STARTED`, `ROOT_CAUSE_FOUND`, `REPORT_ATTACHED`, `REPORT_MISSING`, `FACT_UNKNOWN`.
 *
 * @param recorded facts of the problem, in order of recording
 * @param isStored whether the bytes of that hash are in the vault
 */
export function decideProblemFact(
  recorded: readonly ProblemFact[],
  fact: ProblemFact,
  isStored: (sha256: string) => boolean,
): Decision {
  const registered = standing(recorded).facts.some(({ type }) => type === 'ProblemRegistered');
  if (fact.type === 'ProblemRegistered') {
    return registered ? refuse('PROBLEM_EXISTS', 'The problem is registered already.') : ACCEPTED;
  }
  if (!registered && !(fact.type === 'FactRetracted' && recorded.length > 0)) {
    return refuse('PROBLEM_NOT_FOUND', 'The problem is not registered: register it first.');
  }
  if (fact.type === 'FactRetracted') return checkReference(recorded, fact);
  const before = problemRecord(factsBefore(recorded, fact), fact.occurredAt);
  if (before === undefined) {
    return refuse('BEFORE_REGISTRATION', 'The problem was registered later: give an instant from then on.');
  }
  return decideInState(before, fact, isStored);
}

type OfProblem = Exclude<ProblemFact, { type: 'ProblemRegistered' | 'FactRetracted' }>;

function decideInState(
  problem: ProblemRecord,
  fact: OfProblem,
  isStored: (sha256: string) => boolean,
): Decision {
  // The report may come late: that it is owed does not end with the record.
  if (fact.type === 'RootCauseReportAttached') return decideReport(problem, fact.data.sha256, isStored);
  if (problem.closedAt !== null) {
    return refuse('PROBLEM_CLOSED', 'The problem is closed: register a new one, or retract what closed it.');
  }
  if (fact.type === 'TicketLinked' || fact.type === 'TicketUnlinked') return decideLink(problem, fact);
  if (fact.type === 'ProblemClosed') return ACCEPTED;
  if (problem.solvedAt !== null) {
    return refuse('PROBLEM_SOLVED', 'The problem is solved: close it, or retract that it is solved.');
  }
  switch (fact.type) {
    case 'CausesRelated':
      return problem.causesRelated === fact.data.related
        ? refuse('CAUSES_DECIDED', 'That is what was said last of the causes.')
        : ACCEPTED;
    case 'RootCauseAnalysisStarted':
      if (problem.rootCause !== null) return refuseFound();
      return problem.analysisStartedAt === null
        ? ACCEPTED
        : refuse('ANALYSIS_STARTED', 'The analysis goes on already: record what it finds.');
    case 'RootCauseFound':
      return decideRootCause(problem);
    case 'KnownErrorDeclared':
    case 'ProblemSolved':
      return ACCEPTED;
  }
}

function decideReport(
  { reports }: ProblemRecord,
  sha256: string,
  isStored: (sha256: string) => boolean,
): Decision {
  if (reports.some((report) => report.sha256 === sha256)) {
    return refuse('REPORT_ATTACHED', 'The report is attached already.');
  }
  return isStored(sha256)
    ? ACCEPTED
    : refuse('REPORT_MISSING', `No report of this hash is here: send it to .../reports/${sha256} first.`);
}

function decideLink(
  { links }: ProblemRecord,
  { type, data: { ticketId } }: Extract<OfProblem, { type: 'TicketLinked' | 'TicketUnlinked' }>,
): Decision {
  const linked = links.some((link) => link.ticketId === ticketId && link.unlinked === null);
  if (linked === (type === 'TicketUnlinked')) return ACCEPTED;
  return linked
    ? refuse('TICKET_LINKED', `Ticket ${ticketId} is linked already.`)
    : refuse('TICKET_NOT_LINKED', `Ticket ${ticketId} is not linked to this problem.`);
}

/** One cause of what has several is none. */
function decideRootCause({ rootCause, causesRelated, links }: ProblemRecord): Decision {
  if (rootCause !== null) return refuseFound();
  const linked = links.filter(({ unlinked }) => unlinked === null);
  return causesRelated === false && linked.length > 1
    ? refuse(
        'CAUSES_UNRELATED',
        'The tickets have different causes: unlink those of another one, or say that they are related.',
      )
    : ACCEPTED;
}

const refuseFound = (): Decision =>
  refuse('ROOT_CAUSE_FOUND', 'The root cause is found already: retract it first where it was wrong.');

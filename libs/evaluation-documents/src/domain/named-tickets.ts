import type { EvaluationDocument } from './evaluation-document.js';
import type { JsonTable } from './json-tables.js';

interface NamedTicket {
  readonly breaches: string[];
  readonly superseded: string[];
  readonly atRisk: string[];
  readonly findings: string[];
  readonly exclusions: string[];
}

/** Every ticket that the evaluation names, by id, with what it says of it. */
export function namedTickets(evaluation: EvaluationDocument): JsonTable {
  const { breaches, superseded, atRisk, findings, exclusions } = evaluation;
  const tickets = new Map<string, NamedTicket>();
  const ticket = (id: string): NamedTicket => {
    const known = tickets.get(id) ?? {
      breaches: [],
      superseded: [],
      atRisk: [],
      findings: [],
      exclusions: [],
    };
    tickets.set(id, known);
    return known;
  };
  for (const { ticketId, metric, basis } of breaches) ticket(ticketId).breaches.push(`${metric}/${basis}`);
  for (const { ticketId, metric, basis } of superseded)
    ticket(ticketId).superseded.push(`${metric}/${basis}`);
  for (const { ticketId, metric, basis } of atRisk) ticket(ticketId).atRisk.push(`${metric}/${basis}`);
  for (const finding of findings) {
    if ('ticketId' in finding) ticket(finding.ticketId).findings.push(finding.code);
  }
  for (const exclusion of exclusions) {
    if ('ticketId' in exclusion) ticket(exclusion.ticketId).exclusions.push(exclusion.exclusionId);
  }
  const rows = [...tickets]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([ticketId, named]) => ({ ticketId, ...named }));
  return { id: 'tickets', rows };
}

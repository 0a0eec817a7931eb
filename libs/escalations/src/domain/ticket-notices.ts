import {
  compiledVersionInForce,
  type AgreementVersion,
  type CompiledAgreement,
  type EscalationTerms,
} from '@app/agreements/domain';
import { lastInTheWorld, noticeMoments, type NoticeMoment } from '@app/service-levels/domain';
import { ticketAt, type TicketFact } from '@app/tickets/domain';
import type { NoticeDue, NoticeSubject } from './notice.js';
import { isToldOf, rolesOf } from './told-roles.js';

/**
 * Of what, and from when on, people are to be told about a ticket, by all its facts: its clocks (level 1 at risk, level 2
 * breached), and that somebody called on the management (that level), or on the vendor and got an answer (the first
 * level, which is accountable for break-fix to its end, TERMS 1). Depends on the set of facts alone. None without
 * `escalation` in the version that judges the ticket.
 *
 * @param facts in order of recording
 * @param agreement of the ticket's customer and service
 * @example ticketNotices(facts, compileAgreement(agreement))[0].key // 'response:at-risk:0:service-support-manager'
 */
export function ticketNotices(
  facts: readonly TicketFact[],
  agreement: CompiledAgreement,
): readonly NoticeDue[] {
  const at = lastInTheWorld(facts);
  const ticket = ticketAt(facts, at);
  const version = ticket.registration && compiledVersionInForce(agreement, ticket.registration.occurredAt);
  const escalation = version?.terms.escalation;
  if (version === undefined || escalation === undefined) return [];
  const { terms } = version;
  return [
    ...noticeMoments(ticket, agreement, at).flatMap((moment) => ofClock(moment, terms, escalation)),
    ...ticket.facts.flatMap((fact) => ofFact(fact, terms, escalation)),
  ].filter(({ dueAt }) => isToldOf(terms, dueAt));
}

function ofClock(moment: NoticeMoment, terms: AgreementVersion, escalation: EscalationTerms): NoticeDue[] {
  const { metric, level, number, dueAt, passesAt, priority, clause, allowedSeconds } = moment;
  const [kind, name] =
    level === 1 ? (['clock-at-risk', 'at-risk'] as const) : (['clock-breached', 'breached'] as const);
  return rolesOf(escalation, level).map((role) => ({
    key: `${metric}:${name}:${number}:${role}`,
    dueAt,
    passesAt,
    about: { ...termsOf(terms, level, role, clause), kind, metric, priority, allowedSeconds },
  }));
}

function ofFact(fact: TicketFact, terms: AgreementVersion, escalation: EscalationTerms): NoticeDue[] {
  const told = toldBy(fact);
  if (told === undefined) return [];
  const { level, subject } = told;
  return rolesOf(escalation, level ?? 1).map((role) => ({
    key: `fact:${fact.id}:${role}`,
    dueAt: fact.occurredAt,
    passesAt: fact.occurredAt,
    about: { ...termsOf(terms, level, role, escalation.clause), ...subject },
  }));
}

function toldBy(fact: TicketFact): { level: 1 | 2 | null; subject: NoticeSubject } | undefined {
  const factId = fact.id;
  switch (fact.type) {
    case 'ManagementEscalated':
      return { level: fact.data.level, subject: { kind: 'management-escalated', factId } };
    case 'EscalatedToVendor':
      return { level: null, subject: { kind: 'vendor-escalated', factId, vendor: fact.data.vendor } };
    case 'VendorAnswered':
      return { level: null, subject: { kind: 'vendor-answered', factId, vendor: fact.data.vendor } };
    default:
      return undefined;
  }
}

const termsOf = (
  { version, calendar }: AgreementVersion,
  level: 1 | 2 | null,
  role: string,
  clause: string | null,
) => ({ agreementVersion: version, clause, level, role, timeZone: calendar.timeZone });

import type { CompiledAgreement } from '@app/agreements/domain';
import {
  explainedDocument,
  measureTicket,
  serviceLevelsDocument,
  unmeasured,
  type Language,
  type ServiceLevelsDocument,
} from '@app/service-levels/domain';
import type { EpochSecond } from '@app/support-time';
import { ticketAt, type TicketFact } from '@app/tickets/domain';

/** The service levels of a ticket; `theirs` for one of another customer or service, which this agreement does not judge. */
export interface MeasuredTicket {
  readonly whose: 'ours' | 'theirs';
  readonly document: ServiceLevelsDocument;
}

/** Measures one ticket from its facts, in order of recording, and tells its clocks in a language where one is given. */
export function measureFacts(
  agreement: CompiledAgreement,
  ticketId: string,
  facts: readonly TicketFact[],
  at: EpochSecond,
  language?: Language,
): MeasuredTicket {
  const ticket = ticketAt(facts, at);
  if (isOfOthers(agreement, facts)) {
    return { whose: 'theirs', document: serviceLevelsDocument(ticketId, unmeasured(ticket, at)) };
  }
  const levels = measureTicket(ticket, agreement, at);
  const document = serviceLevelsDocument(ticketId, levels);
  if (language === undefined) return { whose: 'ours', document };
  return { whose: 'ours', document: explainedDocument(document, levels, agreement, facts, language) };
}

/** Whose ticket it is does not depend on `at`; of one that nobody registered it is not known, so it may be ours. */
function isOfOthers({ agreement }: CompiledAgreement, facts: readonly TicketFact[]): boolean {
  const of = ticketAt(facts, Infinity).registration?.data;
  return of !== undefined && (of.customerId !== agreement.customerId || of.serviceId !== agreement.serviceId);
}

import type { CompiledAgreement } from '@app/agreements/domain';
import {
  measureTicket,
  serviceLevelsDocument,
  unmeasured,
  type ServiceLevelsDocument,
} from '@app/service-levels/domain';
import type { EpochSecond } from '@app/support-time';
import { ticketAt, type TicketFact } from '@app/tickets/domain';

/** The service levels of a ticket; `theirs` for one of another customer or service, which this agreement does not judge. */
export interface MeasuredTicket {
  readonly whose: 'ours' | 'theirs';
  readonly document: ServiceLevelsDocument;
}

/** Measures one ticket from its facts, in order of recording. */
export function measureFacts(
  agreement: CompiledAgreement,
  ticketId: string,
  facts: readonly TicketFact[],
  at: EpochSecond,
): MeasuredTicket {
  const ticket = ticketAt(facts, at);
  if (isOfOthers(agreement, facts)) {
    return { whose: 'theirs', document: serviceLevelsDocument(ticketId, unmeasured(ticket, at)) };
  }
  return { whose: 'ours', document: serviceLevelsDocument(ticketId, measureTicket(ticket, agreement, at)) };
}

/** Whose ticket it is does not depend on `at`; of one that nobody registered it is not known, so it may be ours. */
function isOfOthers({ agreement }: CompiledAgreement, facts: readonly TicketFact[]): boolean {
  const of = ticketAt(facts, Infinity).registration?.data;
  return of !== undefined && (of.customerId !== agreement.customerId || of.serviceId !== agreement.serviceId);
}

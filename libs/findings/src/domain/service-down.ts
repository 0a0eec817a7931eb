import { PRIORITIES, type CompiledVersion, type Priority } from '@app/agreements/domain';
import type { Outage } from '@app/availability/domain';

/** The priorities whose criterion is that the service is down for several users: what an outage is (TERMS 2 and 5). */
export const serviceDownPriorities = ({ terms }: CompiledVersion): Priority[] =>
  PRIORITIES.filter((priority) => {
    const { impact } = terms.priorities[priority];
    return impact.service === 'down' && impact.users === 'several';
  });

/** An outage that nobody planned and that names no ticket. */
export const lacksTicket = ({ ticketId, planned }: Outage): boolean => ticketId === null && !planned;

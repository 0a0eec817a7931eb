import type { ProblemFault } from '@app/platform';
import { isJsonObject } from '@app/facts';

/** Fields of the body that are of the fact itself; all others are its `data`. */
const ENVELOPE = ['occurredAt', 'by', 'id', 'sequence'];

/**
 * The body that begins a ticket, an outage or a problem, or says one thing of a service - the data of its first fact with
 * the id of the thing, `occurredAt`, `by`?
 * and `id`? beside them - as that fact.
 *
 * @example registrationFact('TicketRegistered', 'ticketId', body)
 */
export const registrationFact = (
  type: string,
  field: 'ticketId' | 'outageId' | 'problemId' | 'serviceId',
  body: unknown,
): unknown => {
  if (!isJsonObject(body)) return body;
  const isEnvelope = (name: string): boolean => name === field || ENVELOPE.includes(name);
  const entries = Object.entries(body);
  const envelope = Object.fromEntries(entries.filter(([name]) => isEnvelope(name)));
  const data = Object.fromEntries(entries.filter(([name]) => !isEnvelope(name)));
  return { ...envelope, type, data };
};

/** Faults of that fact as faults of the body: its `data` is the body itself. */
export const pointIntoRegistration = (fault: ProblemFault): ProblemFault => ({
  ...fault,
  pointer: fault.pointer.replace(/^\/data(?=\/|$)/, ''),
});

import type { ProblemFault } from '@app/platform';
import { isObject } from '../facts/checked-fact.js';

/** Fields of the body that are of the fact itself; all others are its `data`. */
const ENVELOPE = ['ticketId', 'occurredAt', 'by', 'id', 'sequence'];

/**
 * The body of `POST /v1/tickets` - the data of a `TicketRegistered` with `ticketId`, `occurredAt`, `by`? and `id`?
 * beside them - as that fact.
 */
export const registrationFact = (body: unknown): unknown => {
  if (!isObject(body)) return body;
  const entries = Object.entries(body);
  const envelope = entries.filter(([name]) => ENVELOPE.includes(name));
  const data = Object.fromEntries(entries.filter(([name]) => !ENVELOPE.includes(name)));
  return { ticketId: '', ...Object.fromEntries(envelope), type: 'TicketRegistered', data };
};

/** Faults of that fact as faults of the body: its `data` is the body itself. */
export const pointIntoRegistration = (fault: ProblemFault): ProblemFault => ({
  ...fault,
  pointer: fault.pointer.replace(/^\/data(?=\/|$)/, ''),
});

import type { CompiledAgreement } from '@app/agreements/domain';
import { measureTicket, unmeasured } from '@app/service-levels/domain';
import { ticketAt, type TicketFact } from '@app/tickets/domain';
import type { Difference } from '../domain/index.js';
import { secondOfRows, type StoredTicket, ticketDifferences } from '../domain/ticket-differences.js';

/** @example columnOf('dueAt') // 'due_at' */
const columnOf = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/**
 * Measures a ticket at a second, or at the nearest at which its rows hold, and holds what they say against it. The fold
 * measures each ticket at its last fact; this is what its rows promise for later.
 */
export const checkTicket = (
  ticketId: string,
  stored: StoredTicket,
  facts: readonly TicketFact[],
  agreement: CompiledAgreement | undefined,
  at: number,
): readonly Difference[] => {
  const second = secondOfRows(stored, at);
  const ticket = ticketAt(facts, second);
  const measured = agreement ? measureTicket(ticket, agreement, second) : unmeasured(ticket, second);
  return ticketDifferences(stored, measured).map(({ clock, field, ...values }) => ({
    part: 'tickets',
    code: 'TICKET_DIFFERS',
    table: clock === null ? 'read.ticket' : 'read.clock_verdict',
    key: { ticket_id: ticketId, ...clock },
    column: field === null ? null : columnOf(field),
    ...values,
  }));
};

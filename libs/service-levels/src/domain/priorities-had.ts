import type { CompiledVersion, Priority } from '@app/agreements/domain';
import type { TicketAt } from '@app/tickets/domain';
import { incidentLife } from './incident.js';
import { priorityTimeline } from './priorities.js';

/**
 * Every priority that an incident has had by the facts which count (MEASURING 3): what it started with and what it was
 * changed to. What a correction replaced it never had. None for what is or was no incident, or left measurement.
 *
 * @param ticket `ticketAt(recorded, at)`
 * @example prioritiesHad(ticket, version) // ['high', 'top'] of one that was raised
 */
export function prioritiesHad(ticket: TicketAt, version: CompiledVersion): Priority[] {
  const life = incidentLife(ticket);
  if (life === undefined || life.leaving !== null) return [];
  const { starting, changes } = priorityTimeline(ticket, life, version);
  return [...(starting === null ? [] : [starting]), ...changes.values()];
}

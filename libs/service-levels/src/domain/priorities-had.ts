import type { CompiledVersion, Priority } from '@app/agreements/domain';
import type { EpochSecond } from '@app/support-time';
import type { TicketAt } from '@app/tickets/domain';
import { incidentLife } from './incident.js';
import { priorityTimeline } from './priorities.js';

/** A priority that an incident had, and from when on. */
export interface PrioritySince {
  readonly priority: Priority;
  readonly since: EpochSecond;
}

/**
 * Every priority that an incident has had by the facts which count (MEASURING 3), in order: what it started with and what
 * it was changed to. What a correction replaced it never had. None for what is or was no incident, or left measurement.
 *
 * @param ticket `ticketAt(recorded, at)`
 * @example prioritiesSince(ticket, version) // [{ priority: 'high', since: 8:30 }, { priority: 'top', since: 9:10 }]
 */
export function prioritiesSince(ticket: TicketAt, version: CompiledVersion): PrioritySince[] {
  const life = incidentLife(ticket);
  if (life === undefined || life.leaving !== null) return [];
  const { starting, changes } = priorityTimeline(ticket, life, version);
  const first = starting === null ? [] : [{ priority: starting, since: life.startsAt }];
  return [...first, ...[...changes].map(([fact, priority]) => ({ priority, since: fact.occurredAt }))];
}

/**
 * Those priorities alone.
 *
 * @example prioritiesHad(ticket, version) // ['high', 'top'] of one that was raised
 */
export const prioritiesHad = (ticket: TicketAt, version: CompiledVersion): Priority[] =>
  prioritiesSince(ticket, version).map(({ priority }) => priority);

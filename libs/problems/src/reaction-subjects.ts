import { idInStream } from '@app/facts';
import type { StoredEvent } from '@app/event-store';
import { PARTITION_ORDERS } from '@app/projections';

const AGREEMENT = 'agreement-';

/** What events are about, each with the last event that is about it. */
export interface Subjects {
  readonly tickets: ReadonlyMap<string, StoredEvent>;
  readonly problems: ReadonlyMap<string, StoredEvent>;
  readonly agreements: ReadonlyMap<string, StoredEvent>;
}

/**
 * Whom events are about, as their streams say. After an order about a parked partition rows may hold what they lacked:
 * whatever has that name is looked at again.
 *
 * @param events in order
 */
export function subjectsOf(events: readonly StoredEvent[]): Subjects {
  const tickets = new Map<string, StoredEvent>();
  const problems = new Map<string, StoredEvent>();
  const agreements = new Map<string, StoredEvent>();
  for (const event of events) {
    const { stream, type } = event;
    if (PARTITION_ORDERS.includes(type)) {
      const partition = String(event.data['partition']);
      for (const kind of [tickets, problems, agreements]) kind.set(partition, event);
      continue;
    }
    const [ticketId, problemId] = [idInStream('ticket', stream), idInStream('problem', stream)];
    if (ticketId !== undefined) tickets.set(ticketId, event);
    if (problemId !== undefined) problems.set(problemId, event);
    if (stream.startsWith(AGREEMENT)) agreements.set(stream.slice(AGREEMENT.length), event);
  }
  return { tickets, problems, agreements };
}

/** Notes that an event is about something, unless a later one is. */
export function noteLast(about: Map<string, StoredEvent>, key: string, event: StoredEvent | undefined): void {
  const known = about.get(key);
  if (event !== undefined && (known === undefined || known.position < event.position)) about.set(key, event);
}

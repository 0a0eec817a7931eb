import { formatSecond, parseLocalTime, secondOfLocal } from '@app/support-time';
import type { Channel, TicketFactData, TicketFactType } from '@app/tickets/domain';
import type { ServicenowRow } from './servicenow-row.js';
import { isOpen, type ServicenowState } from './servicenow-state.js';
import type { ServicenowTerms } from './servicenow-terms.js';

/** A fact as an import takes it (contract, "Facts"). */
export interface ImportedFact {
  readonly id: string;
  readonly ticketId: string;
  readonly type: TicketFactType;
  /** RFC 3339 in UTC. */
  readonly occurredAt: string;
  readonly sequence: number;
  readonly data: TicketFactData[TicketFactType];
}

type Saying = {
  readonly [T in TicketFactType]: { readonly type: T; readonly data: TicketFactData[T] };
}[TicketFactType];

/**
 * The facts of one incident (contract, "`servicenow` format"). Its rows may come in any order: they are read by
 * `sys_mod_count`, and those of one count by their text, so that the same rows give the same facts.
 *
 * What one row tells is told in this order: the registration, what the incident leaves (a wait, the resolved or closed
 * state, New), what it enters, its new priority. `sequence` counts from 1.
 *
 * @param rows of one incident, at least one
 */
export function incidentFacts(rows: readonly ServicenowRow[], terms: ServicenowTerms): ImportedFact[] {
  const facts: ImportedFact[] = [];
  const told = new Map<string, number>();
  const ordered = [...rows].sort(byModCount);
  const [first] = ordered;
  if (first === undefined) return facts;
  // The clock the incident was opened by is the one that its updates are read by as well.
  const zone = terms.zoneOn(first.openedAt.slice(0, 'YYYY-MM-DD'.length));

  function tell({ number, modCount }: ServicenowRow, at: string, { type, data }: Saying): void {
    const id = `${modCount}:${type}`;
    const times = (told.get(id) ?? 0) + 1;
    told.set(id, times);
    facts.push({
      id: times === 1 ? id : `${id}:${times}`,
      ticketId: number,
      type,
      occurredAt: instantText(zone, at),
      sequence: facts.length + 1,
      data,
    });
  }

  tell(first, first.openedAt, registration(first, terms));
  let before: Pick<ServicenowRow, 'state' | 'priority'> = { state: 'New', priority: first.priority };
  for (const row of ordered) {
    for (const saying of update(before, row)) tell(row, row.updatedAt, saying);
    before = row;
  }
  return facts;
}

function byModCount(a: ServicenowRow, b: ServicenowRow): number {
  if (a.modCount !== b.modCount) return a.modCount - b.modCount;
  return a.text < b.text ? -1 : a.text > b.text ? 1 : 0;
}

function instantText(zone: string, local: string): string {
  const time = parseLocalTime(local);
  if (time === undefined)
    throw new RangeError(`${local} is no local time; rows are checked when they are read.`);
  return formatSecond(secondOfLocal(zone, time));
}

function registration(row: ServicenowRow, { customerId, serviceId }: ServicenowTerms): Saying {
  const { priority, category, configurationItem, contactType } = row;
  return {
    type: 'TicketRegistered',
    data: {
      type: 'incident',
      customerId,
      serviceId,
      priority,
      channel: CHANNEL_OF.get(contactType) ?? 'api',
      ...(isKnown(configurationItem) && { configurationItem }),
      ...(isKnown(category) && { category }),
    },
  };
}

const isKnown = (text: string): boolean => text !== '?' && text.trim() !== '';

/** How an incident came in, in the ledger's words; a way that is not known came through the other system. */
const CHANNEL_OF: ReadonlyMap<string, Channel> = new Map([
  ['Phone', 'phone'],
  ['IVR', 'phone'],
  ['Email', 'email'],
  ['Self service', 'portal'],
  ['Direct opening', 'portal'],
]);

/** What one update says, in order. */
function* update(
  before: Pick<ServicenowRow, 'state' | 'priority'>,
  { state, priority }: ServicenowRow,
): Iterable<Saying> {
  if (state !== before.state) {
    yield* leaving(before.state, state);
    yield* entering(state);
  }
  if (priority !== before.priority) yield { type: 'PriorityChanged', data: { to: priority } };
}

function* leaving(from: ServicenowState, to: ServicenowState): Iterable<Saying> {
  if (from === 'Awaiting User Info') yield { type: 'WaitingEnded', data: {} };
  if (!isOpen(from) && isOpen(to)) yield { type: 'Reopened', data: {} };
  if (from === 'New' && isOpen(to)) yield { type: 'ResponseGiven', data: {} };
}

function* entering(state: ServicenowState): Iterable<Saying> {
  if (state === 'Awaiting User Info')
    yield { type: 'WaitingStarted', data: { reason: 'information-missing' } };
  if (state === 'Resolved') yield { type: 'ResolutionProvided', data: { kind: 'fix' } };
  if (state === 'Closed') yield { type: 'Closed', data: {} };
}

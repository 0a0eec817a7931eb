import type { Priority } from '@app/agreements/domain';
import { formatSecond, type EpochSecond } from '@app/support-time';
import type { TicketState, TicketType } from '@app/tickets/domain';
import type { TicketRecord } from './tickets.rows.js';

/** Which tickets to list; absent: all of them. */
export interface TicketFilter {
  readonly agreementId?: string;
  readonly customerId?: string;
  readonly priority?: Priority;
  readonly type?: TicketType;
  readonly state?: TicketState;
  /** Of registration, `YYYY-MM`. */
  readonly month?: string;
  /** Has a clock that is breached, gross, at the instant asked for. */
  readonly breached?: boolean;
}

/** Where a page ends: the next one begins after it. */
export interface TicketCursor {
  readonly registeredAt: number;
  readonly ticketId: string;
}

/** A ticket in a list, by registeredAt and ticketId. */
export interface TicketSummary {
  readonly ticketId: string;
  readonly customerId: string | null;
  readonly serviceId: string | null;
  readonly agreementId: string | null;
  readonly type: TicketType | null;
  readonly priority: Priority | null;
  readonly state: TicketState | null;
  readonly registeredAt: string | null;
}

/** What a list is made of. */
export interface TicketRow extends Omit<TicketSummary, 'registeredAt'> {
  readonly registeredAt: EpochSecond | null;
}

/** The summary as answers show it. */
export const summaryOf = ({ registeredAt, ...row }: TicketRow): TicketSummary => ({
  ...row,
  registeredAt: registeredAt === null ? null : formatSecond(registeredAt),
});

/** The row that a record leaves. */
export const rowOf = ({ ticketId, customerId, serviceId, agreementId, rows }: TicketRecord): TicketRow => ({
  ticketId,
  customerId,
  serviceId,
  agreementId,
  type: rows.levels.type,
  priority: rows.levels.priority,
  state: rows.activity?.state ?? null,
  registeredAt: rows.levels.registeredAt,
});

/** What a page of a list is. */
export interface TicketPage {
  readonly limit: number;
  readonly after: TicketCursor | undefined;
  /** When clocks are looked at. */
  readonly at: EpochSecond;
}

/** The place of a row in the list. */
export const placeOf = ({ registeredAt, ticketId }: Place): TicketCursor => ({
  registeredAt: registeredAt ?? 0,
  ticketId,
});

type Place = Pick<TicketRow, 'registeredAt' | 'ticketId'>;

/** The order of the list: by registeredAt, unregistered ones first, then by the code units of the id. */
export const comparePlaces = (a: Place, b: Place): number =>
  (a.registeredAt ?? 0) - (b.registeredAt ?? 0) ||
  (a.ticketId < b.ticketId ? -1 : a.ticketId > b.ticketId ? 1 : 0);

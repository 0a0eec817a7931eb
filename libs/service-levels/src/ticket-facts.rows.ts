import type { RecordedFact, UpTo } from '@app/facts';
import { copyRows, type Queryable, type Transaction } from '@app/platform';
import type { TicketFact } from '@app/tickets/domain';

export type RecordedTicketFact = RecordedFact<TicketFact>;

interface FactRow {
  readonly ticket_id: string;
  readonly position: bigint;
  readonly fact_id: string;
  readonly type: string;
  readonly occurred_at: number;
  readonly fraction: string;
  readonly sequence: number;
  readonly sent_at: string;
  readonly sent_by: string | null;
  readonly data: TicketFact['data'];
  readonly recorded_at_ms: number;
  readonly recorded_by: string | null;
}

const fromRow = (row: FactRow): RecordedTicketFact => ({
  fact: {
    id: row.fact_id,
    type: row.type,
    occurredAt: row.occurred_at,
    fraction: row.fraction,
    sequence: row.sequence,
    ...(row.sent_by === null ? {} : { by: row.sent_by }),
    data: row.data,
  } as TicketFact,
  sentAt: row.sent_at,
  position: String(row.position),
  recordedAtMs: row.recorded_at_ms,
  recordedBy: row.recorded_by,
});

export type FactsByTicket = ReadonlyMap<string, readonly RecordedTicketFact[]>;

/** All facts of the tickets that a transaction has written last: what it reads of them next is here already. */
const written = new WeakMap<Queryable, FactsByTicket>();

/** Tells what a transaction has just made the facts of some tickets, all of each: `factsOfTickets` then reads less. */
export const rememberFacts = (tx: Transaction, facts: FactsByTicket): void => void written.set(tx, facts);

/** The facts of some tickets that are known, each list in order of recording; a ticket without any has no entry. */
export async function factsOfTickets(
  sql: Queryable,
  ticketIds: readonly string[],
  upTo?: UpTo,
): Promise<FactsByTicket> {
  const known = upTo === undefined ? written.get(sql) : undefined;
  const facts = new Map<string, readonly RecordedTicketFact[]>();
  const unread: string[] = [];
  for (const ticketId of ticketIds) {
    const own = known?.get(ticketId);
    if (own) facts.set(ticketId, own);
    else unread.push(ticketId);
  }
  if (unread.length > 0)
    for (const [ticketId, own] of await readFacts(sql, unread, upTo)) facts.set(ticketId, own);
  return facts;
}

async function readFacts(sql: Queryable, ticketIds: readonly string[], upTo: UpTo): Promise<FactsByTicket> {
  const rows = await sql<FactRow[]>`
    select * from ticket_fact
    where ticket_id = any(${ticketIds as string[]})
      ${upTo === undefined ? sql`` : sql`and position <= ${String(upTo)}`}
    order by ticket_id, position`;
  const facts = new Map<string, RecordedTicketFact[]>();
  for (const row of rows) {
    const own = facts.get(row.ticket_id);
    if (own) own.push(fromRow(row));
    else facts.set(row.ticket_id, [fromRow(row)]);
  }
  return facts;
}

/** Inserts facts, all at once. */
export async function insertFacts(
  tx: Transaction,
  facts: readonly (RecordedTicketFact & { readonly ticketId: string })[],
): Promise<void> {
  const rows = facts.map(({ ticketId, fact, sentAt, position, recordedAtMs, recordedBy }) => ({
    ticket_id: ticketId,
    position,
    fact_id: fact.id,
    type: fact.type,
    occurred_at: fact.occurredAt,
    fraction: fact.fraction,
    sequence: fact.sequence,
    sent_at: sentAt,
    sent_by: fact.by ?? null,
    data: fact.data,
    recorded_at_ms: recordedAtMs,
    recorded_by: recordedBy,
  }));
  await copyRows(tx, 'ticket_fact', rows);
}

import { agreementsProjection } from '@app/agreements';
import type { StoredEvent } from '@app/event-store';
import { connect, type Sql } from '@app/platform';
import { foldEvent } from '../../../test/support/fold-events.js';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.js';
import { knownTickets } from './known-tickets.js';
import { type MadeTicket, ticketsProjection } from './tickets.projection.js';

const eventOf = (revision: number, type: string, data: StoredEvent['data']): StoredEvent => ({
  id: `00000000-0000-4000-8000-00000000000${revision}`,
  stream: 'ticket-INC-1',
  revision: BigInt(revision),
  position: BigInt(10 + revision),
  recordedAtMs: Date.parse('2026-03-02T09:00:00Z') + revision,
  type,
  data,
  metadata: {},
});

const registered = {
  id: 'r',
  ticketId: 'INC-1',
  occurredAt: '2026-03-02T09:00:00Z',
  data: { type: 'incident', priority: 'low', channel: 'portal', customerId: 'c', serviceId: 's' },
};
const responded = { id: 'a', ticketId: 'INC-1', occurredAt: '2026-03-02T10:00:00Z', data: {} };

describe('the rows of a ticket', () => {
  let database: TestDatabase;
  let sql: Sql;
  const shown: MadeTicket[] = [];
  const tickets = ticketsProjection((made) => void shown.push(...made));

  beforeAll(async () => {
    database = await createTestDatabase();
    const parameters = { search_path: 'read' };
    sql = connect({ url: database.url, applicationName: 'tickets.projection.pg-spec', parameters });
    await sql`create schema read`;
    for (const { tables } of [agreementsProjection(), tickets])
      for (const statements of Object.values(tables)) await sql.unsafe(statements);
  });
  beforeEach(async () => {
    shown.length = 0;
    await sql`truncate read.ticket, read.ticket_fact, read.clock_verdict, read.clock_tally`;
  });
  afterAll(async () => {
    await sql.end();
    await database.drop();
  });

  const folded = async (...events: readonly StoredEvent[]) => {
    for (const event of events) await foldEvent(sql, [tickets], event);
    return sql`
      select ticket_id, type, revision, (select count(*) from read.ticket_fact)::int as facts from read.ticket`;
  };

  it('are those of all its facts, whatever in its stream is none, the first event of it included', async () => {
    const noFact = (revision: number) => eventOf(revision, 'ResponseGiven', { note: 'written past the API' });
    const wanted = { ticket_id: 'INC-1', type: 'incident', facts: 2 };
    const [first, last] = [
      eventOf(1, 'TicketRegistered', registered),
      eventOf(3, 'ResponseGiven', responded),
    ];
    expect(await folded(noFact(0), first, noFact(2), last)).toMatchObject([wanted]);
  });

  it('are shown as they are written, with the facts that they are made of', async () => {
    await folded(eventOf(0, 'TicketRegistered', registered), eventOf(1, 'ResponseGiven', responded));
    expect(shown.map(({ ticketId, recorded }) => [ticketId, recorded.map(({ fact }) => fact.id)])).toEqual([
      ['INC-1', ['r']],
      ['INC-1', ['r', 'a']],
    ]);
    const [row] = await sql`select type, holds_from from read.ticket`;
    const { levels, holdsFrom } = shown[1]!.record.rows;
    expect(row).toMatchObject({ type: levels.type, holds_from: holdsFrom });
  });

  it('are known to the transaction that wrote them as whoever reads them knows them', async () => {
    const events = [
      ['TicketRegistered', registered],
      ['Closed', { ...responded, id: 'c', occurredAt: '2026-03-02T08:00:00Z' }], // before it was registered: a finding
      ['ResponseGiven', responded],
    ] as const;
    for (const [revision, [type, data]] of events.entries()) {
      const event = eventOf(revision, type, data);
      const known = await sql.begin(async (tx) => {
        const before = await tickets.load(tx, ['INC-1']);
        await tickets.save(tx, new Map([['INC-1', tickets.apply(before.get('INC-1'), event)]]), {
          changed: new Map(),
        });
        const asked = await knownTickets(tx, ['INC-1']);
        await tx`update ticket set priority = 'not what was asked' where ticket_id = 'INC-1'`;
        expect(await knownTickets(tx, ['INC-1'])).toEqual(asked); // not read again
        await tx`update ticket set priority = ${asked[0]?.priority ?? null} where ticket_id = 'INC-1'`;
        return asked;
      });
      expect(known).toHaveLength(1);
      expect(known).toEqual(await knownTickets(sql, ['INC-1', 'INC-2']));
    }
    expect(await knownTickets(sql, ['INC-1'])).toMatchObject([
      { ticketId: 'INC-1', customerId: 'c', serviceId: 's', agreementId: null, type: 'incident' },
    ]);
  });
});

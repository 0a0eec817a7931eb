import { compileAgreement } from '@app/agreements/domain';
import { type Case, clockRows, type ClockRow, type MadeTicket, recordsOf } from '@app/service-levels';
import { parseInstant } from '@app/support-time';
import type { TicketFact } from '@app/tickets/domain';
import { exampleAgreement } from '../../../../test/support/example-agreement.js';
import { MadeTickets } from './made-tickets.js';

const example = exampleAgreement();
const agreement = compileAgreement(example);
const own = { customerId: example.customerId, serviceId: example.serviceId };
const second = (time: string): number => parseInstant(`2026-03-${time}:00Z`)!.second;

const recordedFact = (time: string, type: string, data: object, place: number) => ({
  fact: { id: `f${place}`, type, occurredAt: second(time), fraction: '', sequence: 0, data } as TicketFact,
  sentAt: `2026-03-${time}:00Z`,
  position: String(place),
  recordedAtMs: place,
  recordedBy: null,
});
const registration = recordedFact(
  '10T09:00',
  'TicketRegistered',
  { ...own, type: 'incident', channel: 'portal', priority: 'low' },
  1,
);
const response = recordedFact('10T09:30', 'ResponseGiven', {}, 2);

const made = async (
  recorded: Case['recorded'],
  otherwise: Partial<ClockRow> = {},
): Promise<readonly MadeTicket[]> => {
  const subject: Case = { ticketId: 'INC-1', ...own, recorded, agreement };
  const [record] = await recordsOf([subject]);
  const clocks = clockRows(record!).map((row) =>
    row.metric === 'response' && row.basis === 'gross' ? { ...row, ...otherwise } : row,
  );
  return [{ ...subject, record: record!, clocks }];
};

/** Long after the rows were made of the last fact, and before any of their clocks runs out. */
const at = second('10T10:00');

describe('tickets that are measured again as their rows are made', () => {
  const found = (tickets: MadeTickets) =>
    tickets.differences.map(([ticketId, differences]) => [
      ticketId,
      ...differences.map(({ column }) => column),
    ]);

  it('say at any later second what measuring says, until they are to be made again', async () => {
    for (const instant of [at, at + 1e6, at + 1e9]) {
      const tickets = new MadeTickets(instant);
      tickets.look(await made([registration]));
      tickets.look(await made([registration, response]));
      expect(found(tickets)).toEqual([]);
    }
  });

  it('are named with the column and both values where they do not, as long as that stands', async () => {
    const tickets = new MadeTickets(at);
    tickets.look(await made([registration], { due_at: 1 }));
    tickets.look(await made([registration, response], { elapsed_seconds: 1 }));
    expect(found(tickets)).toEqual([['INC-1', 'elapsed_seconds']]);
    expect(tickets.differences[0]![1]).toMatchObject([
      {
        part: 'tickets',
        code: 'TICKET_DIFFERS',
        table: 'read.clock_verdict',
        key: { ticket_id: 'INC-1', metric: 'response', basis: 'gross' },
        stored: 1,
        computed: 1_800,
      },
    ]);
    tickets.look(await made([registration, response]));
    expect(found(tickets)).toEqual([]);
  });
});

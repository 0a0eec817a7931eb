import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { randomFrom } from '../lib/random.mjs';

const CELL = 900;
/** March 2026 on the wall of Amsterdam, the switch to summer time in it. */
export const MONTH = '2026-03';
const FROM = Date.UTC(2026, 1, 28, 23) / 1000;
const CELLS = 743 * 4;

const PRIORITIES = ['top', 'high', 'medium', 'medium', 'low', 'low', 'low', 'low'];
const REASONS = ['information-missing', 'third-party'];
/** How many of a hundred are not resolved yet. */
const OPEN = 2;

/**
 * Incidents registered in the month, at whole quarters of an hour: registered, answered, cause found, a wait, resolved.
 *
 * @param {number} count
 * @returns {Iterable<{ ticketId: string, priority: string, reason: string, instants: (number | null)[] }>} the last
 *   instant is null where the ticket is open
 */
export function* ticketsOf(count) {
  const random = randomFrom(7);
  for (let number = 0; number < count; number += 1) {
    let at = FROM + random(CELLS) * CELL;
    const after = (quarters) => (at += (1 + random(quarters)) * CELL);
    const priority = PRIORITIES[random(PRIORITIES.length)];
    const pace = { top: 1, high: 4, medium: 8, low: 16 }[priority];
    const instants = [
      at,
      after(8 * pace),
      after(12 * pace),
      after(8 * pace),
      after(8 * pace),
      after(24 * pace),
    ];
    if (random(100) < OPEN) instants[5] = null;
    yield { ticketId: `BENCH-${number}`, priority, reason: REASONS[random(2)], instants };
  }
}

const NAMES = [
  'TicketRegistered',
  'ResponseGiven',
  'RootCauseEstablished',
  'WaitingStarted',
  'WaitingEnded',
  'ResolutionProvided',
];

/** Writes the facts of tickets as NDJSON. @returns {Promise<number>} how many */
export const writeFacts = async (file, tickets, { customerId, serviceId }) => {
  const output = createWriteStream(file);
  let facts = 0;
  for (const { ticketId, priority, reason, instants } of tickets) {
    const registered = { type: 'incident', customerId, serviceId, priority, channel: 'portal' };
    const data = [registered, {}, {}, { reason }, {}, { kind: 'fix' }];
    const lines = instants.flatMap((at, index) =>
      at === null
        ? []
        : [
            `${JSON.stringify({
              ticketId,
              id: `f${index}`,
              type: NAMES[index],
              occurredAt: new Date(at * 1000).toISOString(),
              data: data[index],
            })}\n`,
          ],
    );
    facts += lines.length;
    if (!output.write(lines.join(''))) await once(output, 'drain');
  }
  output.end();
  await once(output, 'close');
  return facts;
};

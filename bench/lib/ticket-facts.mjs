import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { randomFrom } from './random.mjs';

const MINUTE_MS = 60_000;
const FIRST_MS = Date.UTC(2016, 0, 4);
const SPAN_MINUTES = 120 * 24 * 60;
const PRIORITIES = ['top', 'high', 'medium', 'low'];

/** How many facts each ticket has. */
export const FACTS_A_TICKET = 6;

/** A month in which a quarter of the tickets are. */
export const MONTH = '2016-02';

/**
 * The facts of a ticket under the agreement of `examples/servicenow.json`: registered, answered, a wait, its cause,
 * resolved. Long past, so that no clock of today refuses them.
 *
 * @param {number} number
 * @param {(below: number) => number} random
 */
export const factsOf = (number, random) => {
  const ticketId = `BENCH-${number}`;
  let at = FIRST_MS + random(SPAN_MINUTES) * MINUTE_MS;
  const fact = (type, minutes, data = {}) => {
    at += (1 + random(minutes)) * MINUTE_MS;
    return { ticketId, type, occurredAt: new Date(at).toISOString(), by: 'agent-1', data };
  };
  return [
    fact('TicketRegistered', 1, {
      type: 'incident',
      customerId: 'servicenow',
      serviceId: 'incident-management',
      priority: PRIORITIES[random(4)],
      channel: 'portal',
      category: 'connector',
      summary: 'Orders arrive late, and some of them twice',
    }),
    fact('ResponseGiven', 90),
    fact('WaitingStarted', 60, { reason: 'information-missing' }),
    fact('WaitingEnded', 600),
    fact('RootCauseEstablished', 300, { cause: 'Expired certificate' }),
    fact('ResolutionProvided', 900, { kind: 'fix' }),
  ];
};

/**
 * Writes the facts of so many tickets as NDJSON; the same ones each time.
 *
 * @param {string} file
 * @param {number} tickets
 */
export const writeFacts = async (file, tickets) => {
  const random = randomFrom(1);
  const output = createWriteStream(file);
  for (let number = 1; number <= tickets; number += 1) {
    const lines = factsOf(number, random).map((fact) => `${JSON.stringify(fact)}\n`);
    if (!output.write(lines.join(''))) await once(output, 'drain');
  }
  output.end();
  await once(output, 'close');
};

import { randomFrom } from '../lib/random.mjs';

const PRIORITIES = ['top', 'high', 'medium', 'low'];
const REASONS = ['information-missing', 'third-party'];
const START = Date.UTC(2026, 0, 5) / 1000;

const NAMES = [
  'TicketRegistered',
  'ResponseGiven',
  'RootCauseEstablished',
  'WaitingStarted',
  'WaitingEnded',
  'ResolutionProvided',
];

/**
 * Tickets of six facts: registered, answered, cause found, a wait, resolved, in that order, at random distances.
 *
 * @param {{ count: number, step: number }} wanted `step`: longest distance between two facts, in seconds
 * @returns {{ ticketId: string, priority: string, reason: string, instants: number[], lines: string[] }[]}
 */
export const makeTickets = ({ count, step }) => {
  const random = randomFrom(step);
  return Array.from({ length: count }, (_, number) => {
    const ticketId = `INC-${number}`;
    const priority = PRIORITIES[random(4)];
    const reason = REASONS[random(2)];
    let at = START + random(300 * 86_400);
    const instants = NAMES.map((_name, index) => (index === 0 ? at : (at += 1 + random(step))));
    const registered = { type: 'incident', customerId: 'demo', serviceId: 'iv-integration', priority };
    const data = [{ ...registered, channel: 'portal' }, {}, {}, { reason }, {}, { kind: 'fix' }];
    const lines = NAMES.map((type, index) =>
      JSON.stringify({
        ticketId,
        id: `${ticketId}-${index}`,
        type,
        occurredAt: new Date(instants[index] * 1000).toISOString(),
        data: data[index],
      }),
    );
    return { ticketId, priority, reason, instants, lines };
  });
};

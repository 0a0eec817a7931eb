import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'wait-of-five-months',
  why: 'MEASURING 4 and 5: months of waiting cost nothing, and the ninety hours go on after them.',
  agreement: example(),
  facts: life(
    ['2026-01-05 09:00', 'TicketRegistered', incident('low')],
    ['2026-01-05 09:00', 'RootCauseEstablished'],
    ['2026-01-05 09:30', 'ResponseGiven'],
    ['2026-01-05 11:00', 'WaitingStarted', { reason: 'customer-system-down' }],
    ['2026-06-01 10:00', 'WaitingEnded'],
  ),
  at: '2026-06-01 12:00',
  expected: {
    response: { state: 'met', elapsedSeconds: 1800 },
    resolution: {
      state: 'running',
      elapsedSeconds: 14400,
      dueAt: '2026-06-12 17:00',
      breachesAt: '2026-06-12 17:00',
    },
    findings: [],
  },
});

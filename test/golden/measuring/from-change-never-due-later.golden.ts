import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'from-change-never-due-later',
  why: 'MEASURING 5: from-change, raising the priority makes nothing due later than before.',
  agreement: example({ priorityChange: 'from-change' }),
  facts: life(
    ['2026-03-02 08:30', 'TicketRegistered', incident('high')],
    ['2026-03-02 08:30', 'RootCauseEstablished'],
    ['2026-03-02 09:00', 'ResponseGiven'],
    ['2026-03-03 16:30', 'PriorityChanged', { to: 'top' }],
  ),
  at: '2026-03-03 17:30',
  expected: {
    response: { state: 'met', priority: 'high', elapsedSeconds: 1800 },
    resolution: {
      state: 'running',
      targetSeconds: 14400,
      allowedSeconds: 64800,
      elapsedSeconds: 64800,
      dueAt: '2026-03-03 17:30',
      breachesAt: '2026-03-04 08:30',
    },
    findings: [],
  },
});

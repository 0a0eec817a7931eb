import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'from-change-lowered',
  why: 'MEASURING 5: from-change, a longer target is the new allowance where that is more.',
  agreement: example({ priorityChange: 'from-change' }),
  facts: life(
    ['2026-03-02 09:00', 'TicketRegistered', incident('top')],
    ['2026-03-02 09:00', 'RootCauseEstablished'],
    ['2026-03-02 09:30', 'ResponseGiven'],
    ['2026-03-02 12:00', 'PriorityChanged', { to: 'high' }],
  ),
  at: '2026-03-02 14:00',
  expected: {
    response: { state: 'met', priority: 'top', elapsedSeconds: 1800 },
    resolution: {
      state: 'running',
      targetSeconds: 64800,
      allowedSeconds: 64800,
      elapsedSeconds: 18000,
      dueAt: '2026-03-04 09:00',
      breachesAt: '2026-03-04 09:00',
    },
    findings: [],
  },
});

import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'from-change-raised',
  why: 'MEASURING 5: from-change, a shorter target counts from the change: elapsed at the change and the new target.',
  agreement: example({ priorityChange: 'from-change' }),
  facts: life(
    ['2026-03-02 09:00', 'TicketRegistered', incident('high')],
    ['2026-03-02 09:00', 'RootCauseEstablished'],
    ['2026-03-02 16:00', 'PriorityChanged', { to: 'top' }],
  ),
  at: '2026-03-03 09:00',
  expected: {
    response: {
      state: 'breached',
      priority: 'top',
      targetSeconds: 3600,
      allowedSeconds: 28800,
      elapsedSeconds: 32400,
      decidedAt: '2026-03-02 17:00',
      dueAt: '2026-03-02 17:00',
      breachesAt: '2026-03-02 17:00',
    },
    resolution: {
      state: 'running',
      targetSeconds: 14400,
      allowedSeconds: 39600,
      elapsedSeconds: 32400,
      dueAt: '2026-03-03 11:00',
      breachesAt: '2026-03-03 11:00',
    },
    findings: [],
  },
});

import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'priority-lowered-before-the-breach',
  why: 'MEASURING 3 and 5: an undecided clock takes the longer target, the response that was met keeps its verdict under top.',
  agreement: example(),
  facts: life(
    ['2026-03-02 09:00', 'TicketRegistered', incident('top')],
    ['2026-03-02 09:00', 'RootCauseEstablished'],
    ['2026-03-02 09:10', 'ResponseGiven'],
    ['2026-03-02 12:00', 'PriorityChanged', { to: 'low' }],
  ),
  at: '2026-03-02 17:30',
  expected: {
    response: { state: 'met', priority: 'top', elapsedSeconds: 600, decidedAt: '2026-03-02 09:10' },
    resolution: {
      state: 'running',
      priority: 'low',
      elapsedSeconds: 30600,
      targetSeconds: 324000,
      dueAt: '2026-03-16 09:00',
      breachesAt: '2026-03-16 09:00',
    },
    findings: [],
  },
});

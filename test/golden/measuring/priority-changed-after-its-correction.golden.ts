import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'priority-changed-after-its-correction',
  why: 'MEASURING 3: a correction holds from R until the next later change.',
  agreement: example(),
  facts: life(
    ['2026-03-02 09:00', 'TicketRegistered', incident('top')],
    ['2026-03-02 09:00', 'RootCauseEstablished'],
    ['2026-03-02 09:10', 'ResponseGiven'],
    ['2026-03-02 10:00', 'PriorityCorrected', { to: 'low', reason: 'one user' }],
    ['2026-03-02 12:00', 'PriorityChanged', { to: 'high' }],
  ),
  at: '2026-03-02 15:00',
  expected: {
    response: { state: 'met', priority: 'low', targetSeconds: 64800, elapsedSeconds: 600 },
    resolution: {
      state: 'running',
      priority: 'high',
      targetSeconds: 64800,
      elapsedSeconds: 21600,
      dueAt: '2026-03-04 09:00',
      breachesAt: '2026-03-04 09:00',
    },
    findings: [],
  },
});

import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'priority-raised-while-waiting',
  why: 'MEASURING 5 and 6: retroactive, the new target holds over the same running time, pauses kept; the change breaches what it overtakes.',
  agreement: example(),
  facts: life(
    ['2026-03-02 09:00', 'TicketRegistered', incident('medium')],
    ['2026-03-02 09:00', 'RootCauseEstablished'],
    ['2026-03-02 11:00', 'WaitingStarted', { reason: 'information-missing' }],
    ['2026-03-02 13:00', 'PriorityChanged', { to: 'top' }],
    ['2026-03-02 15:00', 'WaitingEnded'],
  ),
  at: '2026-03-02 15:30',
  expected: {
    response: {
      state: 'breached',
      priority: 'top',
      elapsedSeconds: 23400,
      decidedAt: '2026-03-02 13:00',
      dueAt: null,
      breachesAt: null,
      month: '2026-03',
    },
    resolution: {
      state: 'running',
      priority: 'top',
      elapsedSeconds: 9000,
      targetSeconds: 14400,
      allowedSeconds: 14400,
      dueAt: '2026-03-02 17:00',
      breachesAt: '2026-03-02 17:00',
    },
    findings: [],
  },
});

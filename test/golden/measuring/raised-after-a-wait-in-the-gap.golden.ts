import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'raised-after-a-wait-in-the-gap',
  why: 'MEASURING 5: never-stopped and from-change: a wait in the gap is not in what had elapsed at the change.',
  agreement: example({ reopening: 'never-stopped', priorityChange: 'from-change' }),
  facts: life(
    ['2026-03-02 09:00', 'TicketRegistered', incident('high')],
    ['2026-03-02 09:00', 'RootCauseEstablished'],
    ['2026-03-02 09:10', 'ResponseGiven'],
    ['2026-03-02 10:00', 'ResolutionProvided', { kind: 'fix' }],
    ['2026-03-02 10:30', 'WaitingStarted', { reason: 'information-missing' }],
    ['2026-03-02 11:30', 'WaitingEnded'],
    ['2026-03-02 12:00', 'PriorityChanged', { to: 'top' }],
    ['2026-03-02 14:00', 'Reopened'],
  ),
  at: '2026-03-02 15:00',
  expected: {
    response: { state: 'met', elapsedSeconds: 600 },
    resolution: {
      state: 'running',
      targetSeconds: 14400,
      allowedSeconds: 21600,
      elapsedSeconds: 18000,
      pausedSeconds: 3600,
      dueAt: '2026-03-02 16:00',
      breachesAt: '2026-03-02 16:00',
    },
    findings: [],
  },
});

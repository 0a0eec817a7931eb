import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'wait-in-the-gap-of-a-clock-never-stopped',
  why: 'MEASURING 5: never-stopped: the time between resolution and reopening counts too, pauses taken off.',
  agreement: example({ reopening: 'never-stopped' }),
  facts: life(
    ['2026-03-02 09:00', 'TicketRegistered', incident('high')],
    ['2026-03-02 09:00', 'RootCauseEstablished'],
    ['2026-03-02 09:10', 'ResponseGiven'],
    ['2026-03-02 10:00', 'ResolutionProvided', { kind: 'fix' }],
    ['2026-03-02 11:00', 'WaitingStarted', { reason: 'information-missing' }],
    ['2026-03-02 12:00', 'WaitingEnded'],
    ['2026-03-02 14:00', 'Reopened'],
  ),
  at: '2026-03-02 15:00',
  expected: {
    response: { state: 'met', elapsedSeconds: 600 },
    resolution: {
      state: 'running',
      startedAt: '2026-03-02 09:00',
      elapsedSeconds: 18000,
      pausedSeconds: 3600,
      dueAt: '2026-03-04 10:00',
      breachesAt: '2026-03-04 10:00',
    },
    findings: [],
  },
});

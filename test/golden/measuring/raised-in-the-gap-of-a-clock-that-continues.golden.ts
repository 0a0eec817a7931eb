import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'raised-in-the-gap-of-a-clock-that-continues',
  why: 'MEASURING 5: continue and from-change: nothing ran while resolved, so the hour before is what had elapsed.',
  agreement: example({ reopening: 'continue', priorityChange: 'from-change' }),
  facts: life(
    ['2026-03-02 09:00', 'TicketRegistered', incident('high')],
    ['2026-03-02 09:00', 'RootCauseEstablished'],
    ['2026-03-02 09:10', 'ResponseGiven'],
    ['2026-03-02 10:00', 'ResolutionProvided', { kind: 'fix' }],
    ['2026-03-02 12:00', 'PriorityChanged', { to: 'top' }],
    ['2026-03-02 14:00', 'Reopened'],
  ),
  at: '2026-03-02 15:00',
  expected: {
    response: { state: 'met', elapsedSeconds: 600 },
    resolution: {
      state: 'running',
      targetSeconds: 14400,
      allowedSeconds: 18000,
      elapsedSeconds: 7200,
      dueAt: '2026-03-03 09:00',
      breachesAt: '2026-03-03 09:00',
    },
    findings: [],
  },
});

import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'new-attempt-begins-its-allowance-anew',
  why: 'MEASURING 5: new-attempt and from-change: with the attempt what is allowed begins anew.',
  agreement: example({ reopening: 'new-attempt', priorityChange: 'from-change' }),
  facts: life(
    ['2026-03-02 09:00', 'TicketRegistered', incident('high')],
    ['2026-03-02 09:00', 'RootCauseEstablished'],
    ['2026-03-02 09:10', 'ResponseGiven'],
    ['2026-03-02 11:00', 'PriorityChanged', { to: 'top' }],
    ['2026-03-02 12:00', 'ResolutionProvided', { kind: 'fix' }],
    ['2026-03-02 13:00', 'Reopened'],
  ),
  at: '2026-03-02 16:00',
  expected: {
    response: { state: 'met', priority: 'high', elapsedSeconds: 600 },
    resolution: {
      state: 'running',
      priority: 'top',
      targetSeconds: 14400,
      allowedSeconds: 14400,
      elapsedSeconds: 10800,
      dueAt: '2026-03-02 17:00',
      breachesAt: '2026-03-02 17:00',
    },
    findings: [],
  },
});

import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'new-attempt-after-a-breach',
  why: 'MEASURING 5: new-attempt does not reset a clock that was breached before.',
  agreement: example({ reopening: 'new-attempt' }),
  facts: life(
    ['2026-03-02 09:00', 'TicketRegistered', incident('top')],
    ['2026-03-02 09:00', 'RootCauseEstablished'],
    ['2026-03-02 09:10', 'ResponseGiven'],
    ['2026-03-02 14:00', 'ResolutionProvided', { kind: 'fix' }],
    ['2026-03-03 09:00', 'Reopened'],
    ['2026-03-03 10:00', 'ResolutionProvided', { kind: 'fix' }],
  ),
  at: '2026-03-03 12:00',
  expected: {
    response: { state: 'met', elapsedSeconds: 600 },
    resolution: {
      state: 'breached',
      elapsedSeconds: 21600,
      stoppedAt: '2026-03-03 10:00',
      decidedAt: '2026-03-02 13:00',
      dueAt: '2026-03-02 13:00',
      breachesAt: '2026-03-02 13:00',
      month: '2026-03',
    },
    findings: [],
  },
});

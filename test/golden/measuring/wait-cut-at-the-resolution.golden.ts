import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'wait-cut-at-the-resolution',
  why: 'MEASURING 4: a wait that nobody ended is cut at the resolution and does not come back.',
  agreement: example(),
  facts: life(
    ['2026-03-02 09:00', 'TicketRegistered', incident('high')],
    ['2026-03-02 09:00', 'RootCauseEstablished'],
    ['2026-03-02 09:10', 'ResponseGiven'],
    ['2026-03-02 10:00', 'WaitingStarted', { reason: 'access-missing' }],
    ['2026-03-02 12:00', 'ResolutionProvided', { kind: 'fix' }],
    ['2026-03-02 14:00', 'Reopened'],
  ),
  at: '2026-03-02 15:00',
  expected: {
    response: { state: 'met', elapsedSeconds: 600 },
    resolution: {
      state: 'running',
      elapsedSeconds: 7200,
      pausedSeconds: 7200,
      dueAt: '2026-03-04 13:00',
      breachesAt: '2026-03-04 13:00',
    },
    findings: [],
  },
});

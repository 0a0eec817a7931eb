import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'reopened-and-still-open',
  why: 'MEASURING 6: a met resolution that is reopened is undecided again.',
  agreement: example(),
  facts: life(
    ['2026-03-27 09:00', 'TicketRegistered', incident('high')],
    ['2026-03-27 09:00', 'RootCauseEstablished'],
    ['2026-03-27 09:30', 'ResponseGiven'],
    ['2026-03-27 13:00', 'ResolutionProvided', { kind: 'fix' }],
    ['2026-04-01 10:00', 'Reopened'],
  ),
  at: '2026-04-01 11:00',
  expected: {
    response: { state: 'met', elapsedSeconds: 1800, decidedAt: '2026-03-27 09:30', month: '2026-03' },
    resolution: {
      state: 'running',
      elapsedSeconds: 18000,
      stoppedAt: null,
      decidedAt: null,
      month: null,
      dueAt: '2026-04-02 15:00',
      breachesAt: '2026-04-02 15:00',
    },
    findings: [],
  },
});

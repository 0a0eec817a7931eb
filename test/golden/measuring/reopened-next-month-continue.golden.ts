import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'reopened-next-month-continue',
  why: 'MEASURING 5 and 6: the gap counts for nothing, only the last decision counts, in the month of that decision.',
  agreement: example(),
  facts: life(
    ['2026-03-27 09:00', 'TicketRegistered', incident('high')],
    ['2026-03-27 09:00', 'RootCauseEstablished'],
    ['2026-03-27 09:30', 'ResponseGiven'],
    ['2026-03-27 13:00', 'ResolutionProvided', { kind: 'fix' }],
    ['2026-04-01 10:00', 'Reopened'],
    ['2026-04-01 12:00', 'ResolutionProvided', { kind: 'fix' }],
  ),
  at: '2026-04-30 12:00',
  expected: {
    response: { state: 'met', elapsedSeconds: 1800, decidedAt: '2026-03-27 09:30', month: '2026-03' },
    resolution: {
      state: 'met',
      elapsedSeconds: 21600,
      decidedAt: '2026-04-01 12:00',
      month: '2026-04',
      dueAt: '2026-04-02 15:00',
      breachesAt: '2026-04-02 15:00',
    },
    toResolutionSeconds: 108000,
    findings: [],
  },
});

import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'reopened-next-month-new-attempt',
  why: 'MEASURING 5: new-attempt, only the interval since the last reopening counts.',
  agreement: example({ reopening: 'new-attempt' }),
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
      elapsedSeconds: 7200,
      startedAt: '2026-03-27 09:00',
      decidedAt: '2026-04-01 12:00',
      month: '2026-04',
      dueAt: '2026-04-03 10:00',
      breachesAt: '2026-04-03 10:00',
    },
    findings: [],
  },
});

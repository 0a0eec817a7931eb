import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'reopened-next-month-never-stopped',
  why: 'MEASURING 5: never-stopped, the target ran out in the gap, so the reopening decides.',
  agreement: example({ reopening: 'never-stopped' }),
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
      state: 'breached',
      elapsedSeconds: 108000,
      decidedAt: '2026-04-01 10:00',
      month: '2026-04',
      dueAt: null,
      breachesAt: null,
    },
    findings: [],
  },
});

import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'root-cause-in-the-gap-of-a-clock-never-stopped',
  why: 'MEASURING 5: never-stopped: the cause came while resolved, and the clock has run from there.',
  agreement: example({ reopening: 'never-stopped' }),
  facts: life(
    ['2026-03-03 10:00', 'TicketRegistered', incident('high')],
    ['2026-03-03 10:10', 'ResponseGiven'],
    ['2026-03-03 11:00', 'ResolutionProvided', { kind: 'fix' }],
    ['2026-03-03 12:00', 'RootCauseEstablished'],
    ['2026-03-03 14:00', 'Reopened'],
  ),
  at: '2026-03-03 15:00',
  expected: {
    response: { state: 'met', elapsedSeconds: 600 },
    resolution: {
      state: 'running',
      elapsedSeconds: 10800,
      startedAt: '2026-03-03 12:00',
      dueAt: '2026-03-05 12:00',
      breachesAt: '2026-03-05 12:00',
    },
    findings: ['ROOT_CAUSE_AFTER_RESOLUTION'],
  },
});

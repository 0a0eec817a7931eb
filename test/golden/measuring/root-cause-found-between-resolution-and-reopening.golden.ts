import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'root-cause-found-between-resolution-and-reopening',
  why: 'MEASURING 5: the cause came while resolved, so the clock starts at the reopening.',
  agreement: example(),
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
      elapsedSeconds: 3600,
      startedAt: '2026-03-03 14:00',
      dueAt: '2026-03-05 14:00',
      breachesAt: '2026-03-05 14:00',
    },
    findings: ['ROOT_CAUSE_AFTER_RESOLUTION'],
  },
});

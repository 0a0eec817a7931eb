import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'response-by-resolution',
  why: 'Clause 3.2, MEASURING 5: a resolution before any response stops the response clock.',
  agreement: example(),
  facts: life(
    ['2026-03-03 10:00', 'TicketRegistered', incident('top')],
    ['2026-03-03 10:15', 'RootCauseEstablished'],
    ['2026-03-03 10:45', 'ResolutionProvided', { kind: 'fix' }],
  ),
  at: '2026-03-03 12:00',
  expected: {
    response: {
      state: 'met',
      elapsedSeconds: 2700,
      stoppedAt: '2026-03-03 10:45',
      decidedAt: '2026-03-03 10:45',
      dueAt: '2026-03-03 11:00',
      breachesAt: '2026-03-03 11:00',
    },
    resolution: {
      state: 'met',
      elapsedSeconds: 1800,
      startedAt: '2026-03-03 10:15',
      dueAt: '2026-03-03 14:15',
      breachesAt: '2026-03-03 14:15',
    },
    findings: [],
  },
});

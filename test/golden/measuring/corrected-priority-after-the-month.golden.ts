import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'corrected-priority-after-the-month',
  why: 'MEASURING 1 and 3: a correction counts as soon as it is known, whatever `at` is; the breach under top becomes met under high.',
  agreement: example(),
  facts: life(
    ['2026-03-30 09:00', 'TicketRegistered', incident('top')],
    ['2026-03-30 09:00', 'RootCauseEstablished'],
    ['2026-03-30 09:30', 'ResponseGiven'],
    ['2026-03-31 10:00', 'ResolutionProvided', { kind: 'fix' }],
    ['2026-04-08 10:00', 'PriorityCorrected', { to: 'high', reason: 'one user less than thought' }],
  ),
  at: '2026-04-01 00:00',
  expected: {
    response: { state: 'met', priority: 'high', targetSeconds: 32400, elapsedSeconds: 1800 },
    resolution: {
      state: 'met',
      priority: 'high',
      targetSeconds: 64800,
      elapsedSeconds: 36000,
      decidedAt: '2026-03-31 10:00',
      month: '2026-03',
      dueAt: '2026-04-01 09:00',
      breachesAt: '2026-04-01 09:00',
    },
    findings: [],
  },
});

import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'automatic-receipt',
  why: 'TERMS 3.2: an automatic receipt is no response.',
  agreement: example(),
  facts: life(
    ['2026-03-03 10:00', 'TicketRegistered', incident('top')],
    ['2026-03-03 10:00', 'ResponseGiven', { automatic: true }],
    ['2026-03-03 11:30', 'ResponseGiven'],
  ),
  at: '2026-03-03 12:00',
  expected: {
    response: {
      state: 'breached',
      elapsedSeconds: 5400,
      decidedAt: '2026-03-03 11:00',
      stoppedAt: '2026-03-03 11:30',
      dueAt: '2026-03-03 11:00',
      breachesAt: '2026-03-03 11:00',
    },
    resolution: {
      state: 'not-started',
      elapsedSeconds: 0,
      startedAt: null,
      dueAt: null,
      breachesAt: null,
      month: null,
    },
    findings: ['ROOT_CAUSE_NOT_YET_ESTABLISHED'],
  },
});

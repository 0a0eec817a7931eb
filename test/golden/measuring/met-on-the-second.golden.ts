import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'met-on-the-second',
  why: 'TERMS 3.3: equal is met.',
  agreement: example(),
  facts: life(
    ['2026-03-02 09:00', 'TicketRegistered', incident('top')],
    ['2026-03-02 10:00', 'ResponseGiven'],
  ),
  at: '2026-03-02 12:00',
  expected: {
    response: {
      state: 'met',
      elapsedSeconds: 3600,
      decidedAt: '2026-03-02 10:00',
      dueAt: '2026-03-02 10:00',
      breachesAt: '2026-03-02 10:00',
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

import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'fraction-within-the-second-of-at',
  why: 'MEASURING 1: both are cut to whole seconds, so a fact within the second of `at` counts.',
  agreement: example(),
  facts: life(
    ['2026-03-02 09:00:00.9', 'TicketRegistered', incident('top')],
    ['2026-03-02 10:00:00.75', 'ResponseGiven'],
  ),
  at: '2026-03-02 10:00:00',
  expected: {
    response: {
      state: 'met',
      elapsedSeconds: 3600,
      startedAt: '2026-03-02 09:00',
      decidedAt: '2026-03-02 10:00',
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

import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'answered-just-after-the-month-turned',
  why: "MEASURING 6: the month is that of the version's zone: half past midnight in Amsterdam is still March in UTC.",
  agreement: example(),
  facts: life(
    ['2026-03-31 17:00', 'TicketRegistered', incident('top')],
    ['2026-04-01 00:30', 'ResponseGiven'],
  ),
  at: '2026-04-01 12:00',
  expected: {
    response: {
      state: 'met',
      elapsedSeconds: 1800,
      decidedAt: '2026-04-01 00:30',
      month: '2026-04',
      dueAt: '2026-04-01 09:00',
      breachesAt: '2026-04-01 09:00',
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

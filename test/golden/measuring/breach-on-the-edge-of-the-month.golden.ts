import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'breach-on-the-edge-of-the-month',
  why: 'TERMS 3.9: due on the last afternoon of March, certain in April: the breach is of the month that holds breachesAt.',
  agreement: example(),
  facts: life(['2026-03-31 16:30', 'TicketRegistered', incident('top')]),
  at: '2026-04-01 09:00',
  expected: {
    response: {
      state: 'breached',
      elapsedSeconds: 5400,
      dueAt: '2026-03-31 17:30',
      breachesAt: '2026-04-01 08:30',
      decidedAt: '2026-04-01 08:30',
      month: '2026-04',
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

import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'breach-in-the-month-of-registration',
  why: 'MEASURING 6: `monthOf: registration` puts the same breach into March.',
  agreement: example({ monthOf: 'registration' }),
  facts: life(['2026-03-31 16:30', 'TicketRegistered', incident('top')]),
  at: '2026-04-01 09:00',
  expected: {
    response: { state: 'breached', decidedAt: '2026-04-01 08:30', month: '2026-03' },
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

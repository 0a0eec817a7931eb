import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'christmas-eve-from-noon',
  why: 'Issue 4: a holiday may be a local interval, here 24 December from 12:00.',
  agreement: example({}, { holidays: [{ from: '2026-12-24T12:00', to: '2026-12-25T00:00' }, '2026-12-25'] }),
  facts: life(['2026-12-24 11:30', 'TicketRegistered', incident('top')]),
  at: '2026-12-24 15:00',
  expected: {
    response: {
      state: 'running',
      elapsedSeconds: 1800,
      dueAt: '2026-12-28 09:00',
      breachesAt: '2026-12-28 09:00',
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

import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'excursion-to-information-request',
  why: 'MEASURING 2: an excursion that a later change takes back counts for nothing.',
  agreement: example(),
  facts: life(
    ['2026-03-02 09:00', 'TicketRegistered', incident('top')],
    ['2026-03-02 09:20', 'TypeChanged', { to: 'information-request' }],
    ['2026-03-02 09:40', 'TypeChanged', { to: 'incident' }],
  ),
  at: '2026-03-02 09:50',
  expected: {
    response: {
      state: 'running',
      elapsedSeconds: 3000,
      cancelledAt: null,
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

import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'top-incident-on-friday-at-17-29',
  why: 'Clause 3.2: the clock stands still from Friday 17:30 to Monday 08:30; at breachesAt it still runs (MEASURING 6).',
  agreement: example(),
  facts: life(['2026-03-13 17:29', 'TicketRegistered', incident('top')]),
  at: '2026-03-16 09:29',
  expected: {
    response: {
      state: 'running',
      elapsedSeconds: 3600,
      targetSeconds: 3600,
      dueAt: '2026-03-16 09:29',
      breachesAt: '2026-03-16 09:29',
      decidedAt: null,
      month: null,
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

import { golden, incident, life, twoVersions } from '../golden.js';

export default golden({
  name: 'first-version-a-second-before-midnight',
  why: 'MEASURING 2: the version in force at registration judges the ticket to its end.',
  agreement: twoVersions(),
  facts: life(['2026-06-30 23:59:59', 'TicketRegistered', incident('top')]),
  at: '2026-07-01 08:45',
  expected: {
    response: {
      state: 'running',
      targetSeconds: 3600,
      elapsedSeconds: 900,
      dueAt: '2026-07-01 09:30',
      breachesAt: '2026-07-01 09:30',
    },
    resolution: {
      state: 'not-started',
      elapsedSeconds: 0,
      startedAt: null,
      dueAt: null,
      breachesAt: null,
      month: null,
    },
    agreementVersion: 1,
    findings: ['ROOT_CAUSE_NOT_YET_ESTABLISHED'],
  },
});

import { golden, incident, life, twoVersions } from '../golden.js';

export default golden({
  name: 'second-version-at-midnight',
  why: 'MEASURING 2: a version is in force from 00:00 local of its day.',
  agreement: twoVersions(),
  facts: life(['2026-07-01 00:00', 'TicketRegistered', incident('top')]),
  at: '2026-07-01 08:45',
  expected: {
    response: {
      state: 'running',
      targetSeconds: 1800,
      elapsedSeconds: 900,
      dueAt: '2026-07-01 09:00',
      breachesAt: '2026-07-01 09:00',
    },
    resolution: {
      state: 'not-started',
      elapsedSeconds: 0,
      startedAt: null,
      dueAt: null,
      breachesAt: null,
      month: null,
    },
    agreementVersion: 2,
    findings: ['ROOT_CAUSE_NOT_YET_ESTABLISHED'],
  },
});

import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'response-before-registration',
  why: 'MEASURING 2: a fact dated before the registration counts at its instant, with a finding.',
  agreement: example(),
  facts: life(
    ['2026-03-02 09:00', 'TicketRegistered', incident('top')],
    ['2026-03-02 08:50', 'ResponseGiven'],
  ),
  at: '2026-03-02 09:45',
  expected: {
    response: {
      state: 'met',
      elapsedSeconds: 0,
      stoppedAt: '2026-03-02 09:00',
      decidedAt: '2026-03-02 09:00',
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
    findings: ['ROOT_CAUSE_NOT_YET_ESTABLISHED', 'FACT_BEFORE_REGISTRATION'],
  },
});

import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'late-by-a-second',
  why: 'TERMS 3.3: one second over is breached, since breachesAt.',
  agreement: example(),
  facts: life(
    ['2026-03-02 09:00', 'TicketRegistered', incident('top')],
    ['2026-03-02 10:00:01', 'ResponseGiven'],
  ),
  at: '2026-03-02 12:00',
  expected: {
    response: {
      state: 'breached',
      elapsedSeconds: 3601,
      stoppedAt: '2026-03-02 10:00:01',
      decidedAt: '2026-03-02 10:00',
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

import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'registered-twice',
  why: 'MEASURING 2: the earliest registration counts, the other is ignored with a finding.',
  agreement: example(),
  facts: life(
    ['2026-03-02 09:00', 'TicketRegistered', incident('top')],
    ['2026-03-02 09:30', 'TicketRegistered', incident('low')],
  ),
  at: '2026-03-02 09:45',
  expected: {
    response: {
      state: 'running',
      priority: 'top',
      elapsedSeconds: 2700,
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
    findings: ['ROOT_CAUSE_NOT_YET_ESTABLISHED', 'REGISTERED_TWICE'],
  },
});

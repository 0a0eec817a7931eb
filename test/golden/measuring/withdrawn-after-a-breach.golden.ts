import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'withdrawn-after-a-breach',
  why: 'MEASURING 2: a breach that was certain before the withdrawal is superseded, the other clock cancelled; no finding.',
  agreement: example(),
  facts: life(
    ['2026-03-02 09:00', 'TicketRegistered', incident('top')],
    ['2026-03-02 12:00', 'Withdrawn', { reason: 'solved itself' }],
  ),
  at: '2026-03-02 13:00',
  expected: {
    response: {
      state: 'superseded',
      elapsedSeconds: 10800,
      decidedAt: '2026-03-02 10:00',
      month: '2026-03',
      cancelledAt: '2026-03-02 12:00',
      cancelledBecause: 'Withdrawn',
      dueAt: null,
    },
    resolution: {
      state: 'cancelled',
      elapsedSeconds: 0,
      decidedAt: null,
      month: null,
      cancelledAt: '2026-03-02 12:00',
    },
    findings: [],
  },
});

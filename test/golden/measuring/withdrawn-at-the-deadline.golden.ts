import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'withdrawn-at-the-deadline',
  why: 'MEASURING 2 and 6: at breachesAt no breach is certain, so a withdrawal at that second cancels.',
  agreement: example(),
  facts: life(
    ['2026-03-02 09:00', 'TicketRegistered', incident('top')],
    ['2026-03-02 10:00', 'Withdrawn', { reason: 'solved itself' }],
  ),
  at: '2026-03-02 13:00',
  expected: {
    response: {
      state: 'cancelled',
      elapsedSeconds: 3600,
      decidedAt: null,
      month: null,
      cancelledAt: '2026-03-02 10:00',
    },
    resolution: { state: 'cancelled' },
    findings: [],
  },
});

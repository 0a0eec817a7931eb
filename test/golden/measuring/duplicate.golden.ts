import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'duplicate',
  why: 'MEASURING 2: a duplicate ends both clocks, the one that was met as well; its stop stays visible.',
  agreement: example(),
  facts: life(
    ['2026-03-02 09:00', 'TicketRegistered', incident('high')],
    ['2026-03-02 09:30', 'ResponseGiven'],
    ['2026-03-02 10:00', 'RootCauseEstablished'],
    ['2026-03-02 11:00', 'MarkedDuplicate', { of: 'INC-1' }],
  ),
  at: '2026-03-02 13:00',
  expected: {
    response: {
      state: 'cancelled',
      elapsedSeconds: 1800,
      stoppedAt: '2026-03-02 09:30',
      cancelledAt: '2026-03-02 11:00',
      cancelledBecause: 'MarkedDuplicate',
    },
    resolution: {
      state: 'cancelled',
      elapsedSeconds: 3600,
      stoppedAt: null,
      cancelledAt: '2026-03-02 11:00',
    },
    findings: [],
  },
});

import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'becomes-an-information-request',
  why: 'MEASURING 2: the change away that nothing takes back cancels at that instant.',
  agreement: example(),
  facts: life(
    ['2026-03-02 09:00', 'TicketRegistered', incident('top')],
    ['2026-03-02 09:20', 'TypeChanged', { to: 'information-request' }],
  ),
  at: '2026-03-02 12:00',
  expected: {
    response: {
      state: 'cancelled',
      elapsedSeconds: 1200,
      cancelledAt: '2026-03-02 09:20',
      cancelledBecause: 'TypeChanged',
    },
    resolution: { state: 'cancelled' },
    findings: [],
  },
});

import { example, golden, life } from '../golden.js';

export default golden({
  name: 'information-request-stays-one',
  why: 'Clause 2.2: an information request has no clocks.',
  agreement: example(),
  facts: life(
    [
      '2026-03-02 09:00',
      'TicketRegistered',
      { type: 'information-request', customerId: 'demo', serviceId: 'iv-integration', channel: 'portal' },
    ],
    ['2026-03-02 11:00', 'ResponseGiven'],
  ),
  at: '2026-03-02 12:00',
  expected: { findings: [] },
});

import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'customer-changed',
  why: 'Contract, "Import": a second registration for another customer leaves the ticket in nobody\'s figures.',
  agreement: example(),
  facts: life(
    ['2026-03-02 09:00', 'TicketRegistered', incident('top')],
    ['2026-03-02 09:30', 'TicketRegistered', { ...incident('top'), customerId: 'other' }],
  ),
  at: '2026-03-02 12:00',
  expected: { findings: ['CUSTOMER_CHANGED'] },
});

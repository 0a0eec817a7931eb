import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'whole-ticket-and-an-interval-excluded',
  why: 'MEASURING 8: one accepted exclusion without an interval is enough, whatever others there are.',
  agreement: example(),
  facts: life(
    ['2026-03-02 09:00', 'TicketRegistered', incident('top')],
    ['2026-03-02 09:00', 'RootCauseEstablished'],
    [
      '2026-03-02 11:00',
      'ExclusionProposed',
      { exclusionId: 'X1', cause: 'internet', evidence: 'mail', from: '2026-03-02T09:10:00+01:00' },
    ],
    ['2026-03-02 11:00', 'ExclusionAccepted', { exclusionId: 'X1' }],
    ['2026-03-02 11:30', 'ExclusionProposed', { exclusionId: 'X2', cause: 'internet', evidence: 'mail' }],
    ['2026-03-02 11:30', 'ExclusionAccepted', { exclusionId: 'X2' }],
  ),
  at: '2026-03-02 12:00',
  expected: {
    response: { state: 'breached', elapsedSeconds: 10800, decidedAt: '2026-03-02 10:00' },
    resolution: { state: 'running', elapsedSeconds: 10800 },
    net: { response: { state: 'excluded', month: null }, resolution: { state: 'excluded', month: null } },
    findings: [],
  },
});

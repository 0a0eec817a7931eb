import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'whole-ticket-excluded',
  why: 'MEASURING 8: an accepted exclusion without an interval takes both clocks out of the net figures.',
  agreement: example(),
  facts: life(
    ['2026-03-02 09:00', 'TicketRegistered', incident('top')],
    [
      '2026-03-02 11:00',
      'ExclusionProposed',
      { exclusionId: 'X1', cause: 'internet', evidence: 'mail of the provider' },
    ],
    ['2026-03-02 11:00', 'ExclusionAccepted', { exclusionId: 'X1' }],
  ),
  at: '2026-03-02 12:00',
  expected: {
    response: { state: 'breached', elapsedSeconds: 10800, decidedAt: '2026-03-02 10:00' },
    resolution: {
      state: 'not-started',
      elapsedSeconds: 0,
      startedAt: null,
      dueAt: null,
      breachesAt: null,
      month: null,
    },
    net: { response: { state: 'excluded', month: null }, resolution: { state: 'excluded', month: null } },
    findings: ['ROOT_CAUSE_NOT_YET_ESTABLISHED'],
  },
});

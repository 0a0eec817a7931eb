import { exampleAgreement, withTerms } from '../../support/example-agreement.js';
import { golden, incident, life } from '../golden.js';

export default golden({
  name: 'target-of-zero-excluded-from-the-start',
  why: 'MEASURING 6 and 8: an allowance of nothing is reached where the clock begins, held there or not; it breaches after the pause.',
  agreement: withTerms(exampleAgreement(), ({ targets }) => ({
    targets: targets.map((target) => ({ ...target, seconds: 0 })),
  })),
  facts: life(
    ['2026-03-02 09:00', 'TicketRegistered', incident('top')],
    [
      '2026-03-02 09:00',
      'ExclusionProposed',
      {
        exclusionId: 'X1',
        cause: 'internet',
        evidence: 'mail of the provider',
        metrics: ['response'],
        to: '2026-03-02T10:30:00+01:00',
      },
    ],
    ['2026-03-02 09:05', 'ExclusionAccepted', { exclusionId: 'X1' }],
    ['2026-03-02 10:20', 'ResponseGiven'],
  ),
  at: '2026-03-02 11:00',
  expected: {
    response: {
      state: 'breached',
      elapsedSeconds: 4800,
      dueAt: '2026-03-02 09:00',
      breachesAt: '2026-03-02 09:00',
      decidedAt: '2026-03-02 09:00',
    },
    resolution: { state: 'not-started', elapsedSeconds: 0 },
    net: {
      response: {
        state: 'met',
        elapsedSeconds: 0,
        pausedSeconds: 4800,
        decidedAt: '2026-03-02 10:20',
        dueAt: '2026-03-02 09:00',
        breachesAt: '2026-03-02 10:20',
      },
    },
    findings: ['ROOT_CAUSE_NOT_YET_ESTABLISHED'],
  },
});

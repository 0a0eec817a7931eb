import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'excluded-without-end',
  why: 'MEASURING 8: a missing `to` is without end: the net clock stays paused, due at no time.',
  agreement: example(),
  facts: life(
    ['2026-03-02 09:00', 'TicketRegistered', incident('top')],
    ['2026-03-02 09:00', 'RootCauseEstablished'],
    ['2026-03-02 09:15', 'ResponseGiven'],
    [
      '2026-03-02 09:30',
      'ExclusionProposed',
      {
        exclusionId: 'X1',
        cause: 'internet',
        evidence: 'mail of the provider',
        metrics: ['resolution'],
        from: '2026-03-02T10:00:00+01:00',
      },
    ],
    ['2026-03-02 09:30', 'ExclusionAccepted', { exclusionId: 'X1' }],
  ),
  at: '2026-03-02 15:00',
  expected: {
    response: { state: 'met', elapsedSeconds: 900 },
    resolution: { state: 'breached', elapsedSeconds: 21600, decidedAt: '2026-03-02 13:00' },
    net: {
      resolution: { state: 'paused', elapsedSeconds: 3600, dueAt: null, breachesAt: null, decidedAt: null },
    },
    findings: [],
  },
});

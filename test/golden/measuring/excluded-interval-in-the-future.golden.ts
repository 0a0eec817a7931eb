import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'excluded-interval-in-the-future',
  why: 'MEASURING 6 and 8: an exclusion that is known and lies ahead of a running clock moves what is due.',
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
        from: '2026-03-02T11:00:00+01:00',
        to: '2026-03-02T12:00:00+01:00',
      },
    ],
    ['2026-03-02 09:30', 'ExclusionAccepted', { exclusionId: 'X1' }],
  ),
  at: '2026-03-02 10:00',
  expected: {
    response: { state: 'met', elapsedSeconds: 900 },
    resolution: {
      state: 'running',
      elapsedSeconds: 3600,
      dueAt: '2026-03-02 13:00',
      breachesAt: '2026-03-02 13:00',
    },
    net: {
      resolution: {
        state: 'running',
        elapsedSeconds: 3600,
        dueAt: '2026-03-02 14:00',
        breachesAt: '2026-03-02 14:00',
      },
    },
    findings: [],
  },
});

import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'excluded-interval-turns-a-breach',
  why: 'Clause 3.3, MEASURING 8: an accepted interval is a pause of the net clock; the gross breach stays.',
  agreement: example(),
  facts: life(
    ['2026-03-02 09:00', 'TicketRegistered', incident('top')],
    ['2026-03-02 09:00', 'RootCauseEstablished'],
    ['2026-03-02 09:15', 'ResponseGiven'],
    ['2026-03-02 14:00', 'ResolutionProvided', { kind: 'fix' }],
    [
      '2026-03-02 16:00',
      'ExclusionProposed',
      {
        exclusionId: 'X1',
        cause: 'internet',
        evidence: 'mail of the provider',
        metrics: ['resolution'],
        from: '2026-03-02T10:00:00+01:00',
        to: '2026-03-02T11:30:00+01:00',
      },
    ],
    ['2026-03-02 16:00', 'ExclusionAccepted', { exclusionId: 'X1' }],
  ),
  at: '2026-03-02 17:00',
  expected: {
    response: { state: 'met', elapsedSeconds: 900 },
    resolution: { state: 'breached', elapsedSeconds: 18000, decidedAt: '2026-03-02 13:00' },
    net: {
      resolution: {
        state: 'met',
        elapsedSeconds: 12600,
        pausedSeconds: 5400,
        decidedAt: '2026-03-02 14:00',
        dueAt: '2026-03-02 14:30',
        breachesAt: '2026-03-02 14:30',
      },
    },
    findings: [],
  },
});

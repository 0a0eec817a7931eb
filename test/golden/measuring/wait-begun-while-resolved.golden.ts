import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'wait-begun-while-resolved',
  why: 'MEASURING 4: a wait that begins while resolved is cut at the reopening, a later wait does not bring it back.',
  agreement: example(),
  facts: life(
    ['2026-03-02 09:00', 'TicketRegistered', incident('high')],
    ['2026-03-02 09:00', 'RootCauseEstablished'],
    ['2026-03-02 09:10', 'ResponseGiven'],
    ['2026-03-02 11:00', 'ResolutionProvided', { kind: 'fix' }],
    ['2026-03-02 12:00', 'WaitingStarted', { reason: 'information-missing', waitId: 'w1' }],
    ['2026-03-02 13:00', 'Reopened'],
    ['2026-03-02 14:00', 'WaitingStarted', { reason: 'third-party', waitId: 'w2' }],
    ['2026-03-02 15:00', 'WaitingEnded', { waitId: 'w2' }],
  ),
  at: '2026-03-02 16:00',
  expected: {
    response: { state: 'met', elapsedSeconds: 600 },
    resolution: {
      state: 'running',
      elapsedSeconds: 18000,
      pausedSeconds: 0,
      dueAt: '2026-03-04 11:00',
      breachesAt: '2026-03-04 11:00',
    },
    findings: [],
  },
});

import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'overlapping-waits',
  why: 'MEASURING 4: overlapping waits pause their union.',
  agreement: example(),
  facts: life(
    ['2026-03-02 09:00', 'TicketRegistered', incident('high')],
    ['2026-03-02 09:00', 'RootCauseEstablished'],
    ['2026-03-02 09:10', 'ResponseGiven'],
    ['2026-03-02 10:00', 'WaitingStarted', { reason: 'access-missing', waitId: 'w1' }],
    ['2026-03-02 11:00', 'WaitingStarted', { reason: 'information-missing', waitId: 'w2' }],
    ['2026-03-02 12:00', 'WaitingEnded', { waitId: 'w1' }],
    ['2026-03-02 14:00', 'WaitingEnded', { waitId: 'w2' }],
  ),
  at: '2026-03-02 15:00',
  expected: {
    response: { state: 'met', elapsedSeconds: 600 },
    resolution: {
      state: 'running',
      elapsedSeconds: 7200,
      pausedSeconds: 14400,
      dueAt: '2026-03-04 13:00',
      breachesAt: '2026-03-04 13:00',
    },
    findings: [],
  },
});

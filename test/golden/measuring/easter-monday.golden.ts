import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'easter-monday',
  why: 'TERMS 3.1: a listed holiday costs nothing, to a running clock nor to a wait across it.',
  agreement: example({}, { holidays: ['2026-04-06'] }),
  facts: life(
    ['2026-04-02 16:00', 'TicketRegistered', incident('high')],
    ['2026-04-02 16:00', 'RootCauseEstablished'],
    ['2026-04-02 16:30', 'ResponseGiven'],
    ['2026-04-03 17:00', 'WaitingStarted', { reason: 'internet' }],
    ['2026-04-07 09:30', 'WaitingEnded'],
  ),
  at: '2026-04-07 10:00',
  expected: {
    response: { state: 'met', elapsedSeconds: 1800 },
    resolution: {
      state: 'running',
      elapsedSeconds: 37800,
      pausedSeconds: 5400,
      dueAt: '2026-04-07 17:30',
      breachesAt: '2026-04-08 08:30',
    },
    findings: [],
  },
});

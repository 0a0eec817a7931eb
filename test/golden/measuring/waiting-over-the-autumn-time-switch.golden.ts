import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'waiting-over-the-autumn-time-switch',
  why: 'Clause 3.3: a wait over the weekend of the autumn switch costs support hours alone, none of the hour that the clock moved (MEASURING 5).',
  agreement: example(),
  facts: life(
    ['2026-10-23 15:00', 'TicketRegistered', incident('high')],
    ['2026-10-23 15:00', 'RootCauseEstablished'],
    ['2026-10-23 16:30', 'WaitingStarted', { reason: 'access-missing' }],
    ['2026-10-26 09:30', 'WaitingEnded'],
    ['2026-10-26 12:00', 'ResolutionProvided', { kind: 'fix' }],
  ),
  at: '2026-10-26 18:00',
  expected: {
    response: { state: 'met', elapsedSeconds: 21600, decidedAt: '2026-10-26 12:00' },
    resolution: {
      state: 'met',
      elapsedSeconds: 14400,
      pausedSeconds: 7200,
      stoppedAt: '2026-10-26 12:00',
      dueAt: '2026-10-27 17:00',
      breachesAt: '2026-10-27 17:00',
    },
    findings: [],
  },
});

import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'kings-day',
  why: "TERMS 3.5: waiting for a third party stops nothing, and nothing runs on King's Day.",
  agreement: example({}, { holidays: ['2026-04-27'] }),
  facts: life(
    ['2026-04-24 16:30', 'TicketRegistered', incident('high')],
    ['2026-04-24 16:30', 'RootCauseEstablished'],
    ['2026-04-24 16:40', 'ResponseGiven'],
    ['2026-04-24 17:00', 'WaitingStarted', { reason: 'third-party' }],
    ['2026-04-28 10:30', 'ResolutionProvided', { kind: 'fix' }],
  ),
  at: '2026-04-28 12:00',
  expected: {
    response: { state: 'met', elapsedSeconds: 600 },
    resolution: {
      state: 'met',
      elapsedSeconds: 10800,
      pausedSeconds: 0,
      dueAt: '2026-04-29 16:30',
      breachesAt: '2026-04-29 16:30',
    },
    findings: [],
  },
});

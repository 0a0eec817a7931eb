import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'waiting-over-the-summer-time-switch',
  why: 'Clause 3.3: a wait over the weekend of the summer switch costs support hours alone, none of the hour that the clock moved (MEASURING 5).',
  agreement: example(),
  facts: life(
    ['2026-03-27 15:00', 'TicketRegistered', incident('high')],
    ['2026-03-27 15:00', 'RootCauseEstablished'],
    ['2026-03-27 16:30', 'WaitingStarted', { reason: 'access-missing' }],
    ['2026-03-30 09:30', 'WaitingEnded'],
    ['2026-03-30 12:00', 'ResolutionProvided', { kind: 'fix' }],
  ),
  at: '2026-03-30 18:00',
  expected: {
    response: { state: 'met', elapsedSeconds: 21600, decidedAt: '2026-03-30 12:00' },
    resolution: {
      state: 'met',
      elapsedSeconds: 14400,
      pausedSeconds: 7200,
      stoppedAt: '2026-03-30 12:00',
      dueAt: '2026-03-31 17:00',
      breachesAt: '2026-03-31 17:00',
    },
    findings: [],
  },
});

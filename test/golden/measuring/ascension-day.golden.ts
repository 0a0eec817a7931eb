import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'ascension-day',
  why: 'TERMS 3.1: Ascension is a Thursday: the hour begun on Wednesday ends on Friday.',
  agreement: example({}, { holidays: ['2026-05-14'] }),
  facts: life(
    ['2026-05-13 17:00', 'TicketRegistered', incident('top')],
    ['2026-05-13 17:00', 'RootCauseEstablished'],
    ['2026-05-13 17:15', 'WaitingStarted', { reason: 'access-missing' }],
    ['2026-05-15 09:00', 'WaitingEnded'],
  ),
  at: '2026-05-15 09:00',
  expected: {
    response: {
      state: 'running',
      elapsedSeconds: 3600,
      dueAt: '2026-05-15 09:00',
      breachesAt: '2026-05-15 09:00',
    },
    resolution: {
      state: 'running',
      elapsedSeconds: 900,
      pausedSeconds: 2700,
      dueAt: '2026-05-15 12:45',
      breachesAt: '2026-05-15 12:45',
    },
    findings: [],
  },
});

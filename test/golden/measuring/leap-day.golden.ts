import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'leap-day',
  why: 'MEASURING 1: 29 February is a day like any other.',
  agreement: example(),
  facts: life(
    ['2028-02-28 17:00', 'TicketRegistered', incident('top')],
    ['2028-02-28 17:00', 'RootCauseEstablished'],
  ),
  at: '2028-02-29 09:00',
  expected: {
    response: {
      state: 'running',
      elapsedSeconds: 3600,
      dueAt: '2028-02-29 09:00',
      breachesAt: '2028-02-29 09:00',
    },
    resolution: {
      state: 'running',
      elapsedSeconds: 3600,
      dueAt: '2028-02-29 12:00',
      breachesAt: '2028-02-29 12:00',
    },
    findings: [],
  },
});

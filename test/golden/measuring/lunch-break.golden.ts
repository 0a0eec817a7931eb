import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'lunch-break',
  why: 'MEASURING 1: support time is counted in the windows alone, several a day.',
  agreement: example(
    {},
    {
      hours: {
        mon: [
          ['08:30', '12:30'],
          ['13:15', '17:30'],
        ],
      },
    },
  ),
  facts: life(['2026-03-02 12:00', 'TicketRegistered', incident('top')]),
  at: '2026-03-02 13:00',
  expected: {
    response: {
      state: 'running',
      elapsedSeconds: 1800,
      dueAt: '2026-03-02 13:45',
      breachesAt: '2026-03-02 13:45',
    },
    resolution: {
      state: 'not-started',
      elapsedSeconds: 0,
      startedAt: null,
      dueAt: null,
      breachesAt: null,
      month: null,
    },
    findings: ['ROOT_CAUSE_NOT_YET_ESTABLISHED'],
  },
});

import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'same-instant-without-sequence',
  why: 'MEASURING 1: without a `sequence` the order of recording decides.',
  agreement: example(),
  facts: life(
    ['2026-03-02 09:00', 'TicketRegistered', incident('high')],
    ['2026-03-02 09:00', 'RootCauseEstablished'],
    ['2026-03-02 09:10', 'ResponseGiven'],
    ['2026-03-02 11:00', 'Reopened'],
    ['2026-03-02 11:00', 'ResolutionProvided', { kind: 'fix' }],
  ),
  at: '2026-03-02 12:00',
  expected: {
    response: { state: 'met', elapsedSeconds: 600 },
    resolution: {
      state: 'met',
      elapsedSeconds: 7200,
      decidedAt: '2026-03-02 11:00',
      dueAt: '2026-03-04 09:00',
      breachesAt: '2026-03-04 09:00',
    },
    findings: ['REOPENED_WHILE_OPEN'],
  },
});

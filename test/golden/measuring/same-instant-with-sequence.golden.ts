import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'same-instant-with-sequence',
  why: 'MEASURING 1: of facts of one instant the `sequence` decides, however they arrived.',
  agreement: example(),
  facts: life(
    ['2026-03-02 09:00', 'TicketRegistered', incident('high')],
    ['2026-03-02 09:00', 'RootCauseEstablished'],
    ['2026-03-02 09:10', 'ResponseGiven'],
    ['2026-03-02 11:00', 'Reopened', {}, { sequence: 2 }],
    ['2026-03-02 11:00', 'ResolutionProvided', { kind: 'fix' }, { sequence: 1 }],
  ),
  at: '2026-03-02 12:00',
  expected: {
    response: { state: 'met', elapsedSeconds: 600 },
    resolution: {
      state: 'running',
      elapsedSeconds: 10800,
      dueAt: '2026-03-04 09:00',
      breachesAt: '2026-03-04 09:00',
    },
    findings: [],
  },
});

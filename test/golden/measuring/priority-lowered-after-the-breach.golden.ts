import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'priority-lowered-after-the-breach',
  why: 'MEASURING 6: a breach stands, no later change lifts it; it counts on until the stop under the priority it was decided under.',
  agreement: example(),
  facts: life(
    ['2026-03-02 09:00', 'TicketRegistered', incident('top')],
    ['2026-03-02 09:00', 'RootCauseEstablished'],
    ['2026-03-02 09:10', 'ResponseGiven'],
    ['2026-03-02 14:00', 'PriorityChanged', { to: 'low' }],
    ['2026-03-02 15:00', 'ResolutionProvided', { kind: 'fix' }],
  ),
  at: '2026-03-02 16:00',
  expected: {
    response: { state: 'met', priority: 'top', elapsedSeconds: 600 },
    resolution: {
      state: 'breached',
      priority: 'top',
      targetSeconds: 14400,
      elapsedSeconds: 21600,
      stoppedAt: '2026-03-02 15:00',
      decidedAt: '2026-03-02 13:00',
      dueAt: '2026-03-02 13:00',
      breachesAt: '2026-03-02 13:00',
    },
    findings: [],
  },
});

import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'retracted-resolution',
  why: 'MEASURING 1: a retracted fact counts as if it had never been, before the retraction as well.',
  agreement: example(),
  facts: life(
    ['2026-03-02 09:00', 'TicketRegistered', incident('top')],
    ['2026-03-02 09:00', 'RootCauseEstablished'],
    ['2026-03-02 09:15', 'ResponseGiven'],
    ['2026-03-02 10:00', 'ResolutionProvided', { kind: 'fix' }, { id: 'resolution' }],
    [
      '2026-03-02 16:00',
      'FactRetracted',
      { factId: 'resolution', reason: 'another ticket' },
      { id: 'retraction' },
    ],
  ),
  at: '2026-03-02 15:00',
  expected: {
    response: { state: 'met', elapsedSeconds: 900 },
    resolution: {
      state: 'breached',
      elapsedSeconds: 21600,
      stoppedAt: null,
      decidedAt: '2026-03-02 13:00',
      dueAt: '2026-03-02 13:00',
      breachesAt: '2026-03-02 13:00',
    },
    toResolutionSeconds: null,
    findings: [],
  },
});

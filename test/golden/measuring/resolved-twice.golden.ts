import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'resolved-twice',
  why: 'MEASURING 4: a further resolution while resolved is nothing but a finding.',
  agreement: example(),
  facts: life(
    ['2026-03-02 09:00', 'TicketRegistered', incident('high')],
    ['2026-03-02 09:00', 'RootCauseEstablished'],
    ['2026-03-02 09:10', 'ResponseGiven'],
    ['2026-03-02 11:00', 'ResolutionProvided', { kind: 'fix' }],
    ['2026-03-02 13:00', 'ResolutionProvided', { kind: 'fix' }],
  ),
  at: '2026-03-02 14:00',
  expected: {
    response: { state: 'met', elapsedSeconds: 600 },
    resolution: { state: 'met', elapsedSeconds: 7200, stoppedAt: '2026-03-02 11:00' },
    toResolutionSeconds: 7200,
    findings: ['RESOLVED_TWICE'],
  },
});

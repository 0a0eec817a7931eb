import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'closed-without-resolution',
  why: 'MEASURING 4: closing an open ticket stops nothing.',
  agreement: example(),
  facts: life(
    ['2026-03-02 09:00', 'TicketRegistered', incident('high')],
    ['2026-03-02 09:00', 'RootCauseEstablished'],
    ['2026-03-02 09:10', 'ResponseGiven'],
    ['2026-03-02 11:00', 'Closed'],
  ),
  at: '2026-03-02 12:00',
  expected: {
    response: { state: 'met', elapsedSeconds: 600 },
    resolution: { state: 'running', elapsedSeconds: 10800, stoppedAt: null },
    findings: ['CLOSED_WITHOUT_RESOLUTION'],
  },
});

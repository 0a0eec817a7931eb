import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'unknown-waiting-reason',
  why: 'MEASURING 4: a reason in no `pausedBy` leaves the clock running; one the version does not know is found.',
  agreement: example(),
  facts: life(
    ['2026-03-02 09:00', 'TicketRegistered', incident('high')],
    ['2026-03-02 09:00', 'RootCauseEstablished'],
    ['2026-03-02 09:10', 'ResponseGiven'],
    ['2026-03-02 10:00', 'WaitingStarted', { reason: 'gone-fishing' }],
  ),
  at: '2026-03-02 12:00',
  expected: {
    response: { state: 'met', elapsedSeconds: 600 },
    resolution: { state: 'running', elapsedSeconds: 10800, pausedSeconds: 0 },
    findings: ['UNKNOWN_WAITING_REASON'],
  },
});

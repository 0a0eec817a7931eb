import { example, golden, life } from '../golden.js';

export default golden({
  name: 'becomes-an-incident-later',
  why: 'MEASURING 2: R is the change of type to incident; it brings its priority.',
  agreement: example(),
  facts: life(
    [
      '2026-03-02 09:00',
      'TicketRegistered',
      { type: 'information-request', customerId: 'demo', serviceId: 'iv-integration', channel: 'portal' },
    ],
    ['2026-03-02 11:00', 'TypeChanged', { to: 'incident', priority: 'high' }],
  ),
  at: '2026-03-02 12:00',
  expected: {
    response: {
      state: 'running',
      priority: 'high',
      elapsedSeconds: 3600,
      startedAt: '2026-03-02 11:00',
      dueAt: '2026-03-03 11:00',
      breachesAt: '2026-03-03 11:00',
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

import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'correction-undoes-earlier-changes',
  why: 'MEASURING 3: a correction holds from R, so that every earlier change is gone.',
  agreement: example(),
  facts: life(
    ['2026-03-02 09:00', 'TicketRegistered', incident('low')],
    ['2026-03-02 10:00', 'PriorityChanged', { to: 'top' }],
    ['2026-03-02 11:00', 'PriorityCorrected', { to: 'high', reason: 'mistyped' }],
    ['2026-03-02 14:00', 'ResponseGiven'],
  ),
  at: '2026-03-02 16:00',
  expected: {
    response: {
      state: 'met',
      priority: 'high',
      targetSeconds: 32400,
      elapsedSeconds: 18000,
      decidedAt: '2026-03-02 14:00',
    },
    resolution: { state: 'not-started', priority: 'high', targetSeconds: 64800 },
    findings: ['ROOT_CAUSE_NOT_YET_ESTABLISHED'],
  },
});

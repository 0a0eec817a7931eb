import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'root-cause-after-resolution',
  why: 'MEASURING 5 and 7: a cause found after the resolution that stands starts nothing: length 0, met, and a finding.',
  agreement: example(),
  facts: life(
    ['2026-03-03 10:00', 'TicketRegistered', incident('high')],
    ['2026-03-03 12:00', 'ResolutionProvided', { kind: 'fix' }],
    ['2026-03-03 15:00', 'RootCauseEstablished'],
  ),
  at: '2026-03-03 16:00',
  expected: {
    response: { state: 'met', elapsedSeconds: 7200 },
    resolution: {
      state: 'met',
      elapsedSeconds: 0,
      startedAt: null,
      dueAt: null,
      breachesAt: null,
      decidedAt: '2026-03-03 12:00',
    },
    toRootCauseSeconds: 18000,
    toResolutionSeconds: 7200,
    findings: ['ROOT_CAUSE_AFTER_RESOLUTION'],
  },
});

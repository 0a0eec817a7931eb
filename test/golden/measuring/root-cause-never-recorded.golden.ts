import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'root-cause-never-recorded',
  why: 'TERMS 3.4: resolved without a root cause: length 0, met, and a finding.',
  agreement: example(),
  facts: life(
    ['2026-03-03 10:00', 'TicketRegistered', incident('high')],
    ['2026-03-03 12:00', 'ResolutionProvided', { kind: 'fix' }],
  ),
  at: '2026-03-03 16:00',
  expected: {
    response: { state: 'met', elapsedSeconds: 7200 },
    resolution: { state: 'met', elapsedSeconds: 0, startedAt: null, decidedAt: '2026-03-03 12:00' },
    toRootCauseSeconds: null,
    toResolutionSeconds: 7200,
    findings: ['ROOT_CAUSE_NOT_RECORDED'],
  },
});

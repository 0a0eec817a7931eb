import { example, golden, incident, life } from '../golden.js';

export default golden({
  name: 'registered-before-any-version',
  why: 'MEASURING 2: no version in force: no clocks, and a finding.',
  agreement: example(),
  facts: life(['2025-12-31 23:59:59', 'TicketRegistered', incident('top')]),
  at: '2026-01-05 12:00',
  expected: { findings: ['NO_VERSION_IN_FORCE'] },
});

import { example, incident, life } from '../golden.js';
import { story } from '../story.js';

export default story({
  name: 'raised-after-four-hours',
  why: 'MEASURING 6: breached by the change of priority that put elapsed above the new allowance, not by time.',
  agreement: example({ resolution: { startsAt: 'registration', stopsAt: ['resolution'], pausedBy: [] } }),
  facts: life(
    ['2026-03-02 09:00', 'TicketRegistered', incident('high')],
    ['2026-03-02 14:00', 'PriorityChanged', { to: 'top' }],
    ['2026-03-02 15:00', 'ResolutionProvided', { kind: 'fix' }],
  ),
  at: '2026-04-01 00:00',
  clock: { metric: 'resolution', basis: 'gross' },
  en: [
    'The resolution (gross) clock of priority Top may use 4 h of support time (clause 3.2).',
    'From Mon, 2 Mar 2026, 09:00:00 to Mon, 2 Mar 2026, 15:00:00 it ran, since the registration: 6 h counted.',
    'In all 6 h of the 4 h allowed were used.',
    'It was breached on Mon, 2 Mar 2026, 14:00:00 by what was recorded then: more had been used than was allowed from then on; it is 2 h over.',
    'It counts in March 2026.',
  ],
  nl: [
    'De klok oplossing (bruto) van prioriteit Top mag 4 u supporttijd gebruiken (artikel 3.2).',
    'Van ma 2 mrt 2026, 09:00:00 tot ma 2 mrt 2026, 15:00:00 liep hij, sinds de registratie: 6 u geteld.',
    'In totaal is 6 u van de toegestane 4 u gebruikt.',
    'Overschreden op ma 2 mrt 2026, 14:00:00 door wat toen is vastgelegd: er was meer gebruikt dan vanaf dat moment was toegestaan; het is 2 u te lang.',
    'Telt mee in maart 2026.',
  ],
});

import { example, incident, life } from '../golden.js';
import { story } from '../story.js';

export default story({
  name: 'withdrawn-after-the-breach',
  why: 'MEASURING 2: a breach that was certain before stays listed.',
  agreement: example(),
  facts: life(
    ['2026-03-02 09:00', 'TicketRegistered', incident('top')],
    ['2026-03-02 11:00', 'Withdrawn', { reason: 'not needed' }],
  ),
  at: '2026-04-01 00:00',
  clock: { metric: 'response', basis: 'gross' },
  en: [
    'The response (gross) clock of priority Top may use 1 h of support time (clause 3.2).',
    'From Mon, 2 Mar 2026, 09:00:00 to Mon, 2 Mar 2026, 11:00:00 it ran, since the registration: 2 h counted.',
    'In all 2 h of the 1 h allowed were used.',
    'The breach was certain before the withdrawal on Mon, 2 Mar 2026, 11:00:00: it stays listed as superseded, and counts in no figure.',
  ],
  nl: [
    'De klok reactie (bruto) van prioriteit Top mag 1 u supporttijd gebruiken (artikel 3.2).',
    'Van ma 2 mrt 2026, 09:00:00 tot ma 2 mrt 2026, 11:00:00 liep hij, sinds de registratie: 2 u geteld.',
    'In totaal is 2 u van de toegestane 1 u gebruikt.',
    'De overschrijding stond vast vóór de intrekking op ma 2 mrt 2026, 11:00:00: zij blijft als achterhaald vermeld en telt in geen enkel cijfer.',
  ],
});

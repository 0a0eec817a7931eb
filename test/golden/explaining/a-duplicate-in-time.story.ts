import { example, incident, life } from '../golden.js';
import { story } from '../story.js';

export default story({
  name: 'a-duplicate-in-time',
  why: 'MEASURING 2: a duplicate leaves measurement, and its clocks count nowhere.',
  agreement: example(),
  facts: life(
    ['2026-03-02 09:00', 'TicketRegistered', incident('top')],
    ['2026-03-02 09:30', 'MarkedDuplicate', { of: 'INC-7' }],
  ),
  at: '2026-04-01 00:00',
  clock: { metric: 'response', basis: 'gross' },
  en: [
    'The response (gross) clock of priority Top may use 1 h of support time (clause 3.2).',
    'From Mon, 2 Mar 2026, 09:00:00 to Mon, 2 Mar 2026, 09:30:00 it ran, since the registration: 30 min counted.',
    'In all 30 min of the 1 h allowed were used.',
    'It was cancelled by being marked a duplicate on Mon, 2 Mar 2026, 09:30:00, and counts in no figure.',
  ],
  nl: [
    'De klok reactie (bruto) van prioriteit Top mag 1 u supporttijd gebruiken (artikel 3.2).',
    'Van ma 2 mrt 2026, 09:00:00 tot ma 2 mrt 2026, 09:30:00 liep hij, sinds de registratie: 30 min geteld.',
    'In totaal is 30 min van de toegestane 1 u gebruikt.',
    'Vervallen door de markering als dubbel op ma 2 mrt 2026, 09:30:00; telt in geen enkel cijfer.',
  ],
});

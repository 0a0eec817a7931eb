import { example, incident, life } from '../golden.js';
import { story } from '../story.js';

export default story({
  name: 'used-up-on-friday-breached-on-monday',
  why: 'MEASURING 6: used up with the last window of the week, in time until the next one starts.',
  agreement: example(),
  facts: life(['2026-03-13 16:30', 'TicketRegistered', incident('top')]),
  at: '2026-03-16 08:30:05',
  clock: { metric: 'response', basis: 'gross' },
  en: [
    'The response (gross) clock of priority Top may use 1 h of support time (clause 3.2).',
    'From Fri, 13 Mar 2026, 16:30:00 to Mon, 16 Mar 2026, 08:30:05 it ran, since the registration: 1 h 5 s counted.',
    'In all 1 h 5 s of the 1 h allowed were used.',
    'What is allowed is used up on Fri, 13 Mar 2026, 17:30:00; with no support hours in between, it is in time until Mon, 16 Mar 2026, 08:30:00.',
    'It was breached when time ran out on Mon, 16 Mar 2026, 08:30:00; by now it is 5 s over.',
    'It counts in March 2026.',
  ],
  nl: [
    'De klok reactie (bruto) van prioriteit Top mag 1 u supporttijd gebruiken (artikel 3.2).',
    'Van vr 13 mrt 2026, 16:30:00 tot ma 16 mrt 2026, 08:30:05 liep hij, sinds de registratie: 1 u 5 s geteld.',
    'In totaal is 1 u 5 s van de toegestane 1 u gebruikt.',
    'Wat is toegestaan, is op op vr 13 mrt 2026, 17:30:00; zonder supporturen ertussen is het op tijd tot ma 16 mrt 2026, 08:30:00.',
    'Overschreden toen de tijd op was, op ma 16 mrt 2026, 08:30:00; nu is het 5 s te lang.',
    'Telt mee in maart 2026.',
  ],
});

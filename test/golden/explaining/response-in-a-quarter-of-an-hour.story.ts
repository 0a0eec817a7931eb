import { example, incident, life } from '../golden.js';
import { story } from '../story.js';

export default story({
  name: 'response-in-a-quarter-of-an-hour',
  why: 'The plainest of clocks: it ran, it was met, it counts.',
  agreement: example(),
  facts: life(
    ['2026-03-13 16:40', 'TicketRegistered', incident('high'), { by: 'desk-1' }],
    ['2026-03-13 16:55:05', 'ResponseGiven', {}, { by: 'agent-3' }],
  ),
  at: '2026-04-01 00:00',
  clock: { metric: 'response', basis: 'net' },
  en: [
    'The response (net) clock of priority High may use 9 h of support time (clause 3.2).',
    'From Fri, 13 Mar 2026, 16:40:00 to Fri, 13 Mar 2026, 16:55:05 it ran, since the registration (desk-1): 15 min 5 s counted.',
    'In all 15 min 5 s of the 9 h allowed were used.',
    'What is allowed is used up on Mon, 16 Mar 2026, 16:40:00.',
    'It was met on Fri, 13 Mar 2026, 16:55:05.',
    'It counts in March 2026.',
  ],
  nl: [
    'De klok reactie (netto) van prioriteit Hoog mag 9 u supporttijd gebruiken (artikel 3.2).',
    'Van vr 13 mrt 2026, 16:40:00 tot vr 13 mrt 2026, 16:55:05 liep hij, sinds de registratie (desk-1): 15 min 5 s geteld.',
    'In totaal is 15 min 5 s van de toegestane 9 u gebruikt.',
    'Wat is toegestaan, is op op ma 16 mrt 2026, 16:40:00.',
    'Gehaald op vr 13 mrt 2026, 16:55:05.',
    'Telt mee in maart 2026.',
  ],
});

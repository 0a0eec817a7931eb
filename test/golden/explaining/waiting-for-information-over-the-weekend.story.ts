import { example, incident, life } from '../golden.js';
import { story } from '../story.js';

export default story({
  name: 'waiting-for-information-over-the-weekend',
  why: 'Clause 3.3-3: information that is missing holds the clock; it runs again, since the answer.',
  agreement: example(),
  facts: life(
    ['2026-03-13 16:40', 'TicketRegistered', incident('high'), { by: 'desk-1' }],
    ['2026-03-13 16:55', 'ResponseGiven', {}, { by: 'agent-3' }],
    ['2026-03-13 17:00', 'RootCauseEstablished', {}, { by: 'agent-5' }],
    ['2026-03-13 17:10', 'WaitingStarted', { reason: 'information-missing' }],
    ['2026-03-16 09:05', 'WaitingEnded'],
  ),
  at: '2026-03-17 09:00',
  clock: { metric: 'resolution', basis: 'gross' },
  en: [
    'The resolution (gross) clock of priority High may use 18 h of support time (clause 3.2).',
    'From Fri, 13 Mar 2026, 16:40:00 to Fri, 13 Mar 2026, 17:00:00 it had not started, as no root cause was established: 20 min of support time did not count.',
    'From Fri, 13 Mar 2026, 17:00:00 to Fri, 13 Mar 2026, 17:10:00 it ran, since the root cause (agent-5): 10 min counted.',
    'From Fri, 13 Mar 2026, 17:10:00 to Mon, 16 Mar 2026, 09:05:00 it was held by "Information is missing" (clause 3.3-3): 55 min of support time did not count.',
    'From Mon, 16 Mar 2026, 09:05:00 to Tue, 17 Mar 2026, 09:00:00 it ran, since the end of waiting: 8 h 55 min counted.',
    'In all 9 h 5 min of the 18 h allowed were used.',
    'What is allowed is used up on Wed, 18 Mar 2026, 08:55:00.',
    'It is running, with 8 h 55 min left.',
  ],
  nl: [
    'De klok oplossing (bruto) van prioriteit Hoog mag 18 u supporttijd gebruiken (artikel 3.2).',
    'Van vr 13 mrt 2026, 16:40:00 tot vr 13 mrt 2026, 17:00:00 was hij niet begonnen, omdat de oorzaak nog niet was vastgesteld: 20 min supporttijd telde niet.',
    'Van vr 13 mrt 2026, 17:00:00 tot vr 13 mrt 2026, 17:10:00 liep hij, sinds de vastgestelde oorzaak (agent-5): 10 min geteld.',
    'Van vr 13 mrt 2026, 17:10:00 tot ma 16 mrt 2026, 09:05:00 stond hij stil door "Informatie ontbreekt" (artikel 3.3-3): 55 min supporttijd telde niet.',
    'Van ma 16 mrt 2026, 09:05:00 tot di 17 mrt 2026, 09:00:00 liep hij, sinds het einde van wachten: 8 u 55 min geteld.',
    'In totaal is 9 u 5 min van de toegestane 18 u gebruikt.',
    'Wat is toegestaan, is op op wo 18 mrt 2026, 08:55:00.',
    'Hij loopt; er is nog 8 u 55 min over.',
  ],
});

import { example, incident, life } from '../golden.js';
import { story } from '../story.js';

export default story({
  name: 'a-new-attempt-after-reopening',
  why: 'MEASURING 5, new-attempt: what ran before counts no more.',
  agreement: example({ reopening: 'new-attempt' }),
  facts: life(
    ['2026-03-30 09:00', 'TicketRegistered', incident('high')],
    ['2026-03-30 09:30', 'RootCauseEstablished'],
    ['2026-03-30 12:00', 'ResolutionProvided', { kind: 'workaround' }],
    ['2026-04-01 09:00', 'Reopened', {}, { by: 'customer-1' }],
    ['2026-04-01 10:00', 'WaitingStarted', { reason: 'access-missing' }],
  ),
  at: '2026-04-01 11:00',
  clock: { metric: 'resolution', basis: 'gross' },
  en: [
    'The resolution (gross) clock of priority High may use 18 h of support time (clause 3.2).',
    'From Mon, 30 Mar 2026, 09:00:00 to Mon, 30 Mar 2026, 09:30:00 it had not started, as no root cause was established: 30 min of support time did not count.',
    'From Mon, 30 Mar 2026, 09:30:00 to Mon, 30 Mar 2026, 12:00:00 was an earlier attempt, which counts no more: 2 h 30 min of support time.',
    'From Mon, 30 Mar 2026, 12:00:00 to Wed, 1 Apr 2026, 09:00:00 the ticket was resolved, until it was reopened: 15 h of support time did not count.',
    'From Wed, 1 Apr 2026, 09:00:00 to Wed, 1 Apr 2026, 10:00:00 it ran, since the reopening (customer-1): 1 h counted.',
    `From Wed, 1 Apr 2026, 10:00:00 to Wed, 1 Apr 2026, 11:00:00 it was held by "No access to the customer's environment" (clause 3.3-1): 1 h of support time did not count.`,
    'In all 1 h of the 18 h allowed were used.',
    'It is held at this moment.',
  ],
  nl: [
    'De klok oplossing (bruto) van prioriteit Hoog mag 18 u supporttijd gebruiken (artikel 3.2).',
    'Van ma 30 mrt 2026, 09:00:00 tot ma 30 mrt 2026, 09:30:00 was hij niet begonnen, omdat de oorzaak nog niet was vastgesteld: 30 min supporttijd telde niet.',
    'Van ma 30 mrt 2026, 09:30:00 tot ma 30 mrt 2026, 12:00:00 was een eerdere poging, die niet meer telt: 2 u 30 min supporttijd.',
    'Van ma 30 mrt 2026, 12:00:00 tot wo 1 apr 2026, 09:00:00 was het ticket opgelost, tot het werd heropend: 15 u supporttijd telde niet.',
    'Van wo 1 apr 2026, 09:00:00 tot wo 1 apr 2026, 10:00:00 liep hij, sinds de heropening (customer-1): 1 u geteld.',
    'Van wo 1 apr 2026, 10:00:00 tot wo 1 apr 2026, 11:00:00 stond hij stil door "Geen toegang tot de omgeving van Klant" (artikel 3.3-1): 1 u supporttijd telde niet.',
    'In totaal is 1 u van de toegestane 18 u gebruikt.',
    'Hij staat op dit moment stil.',
  ],
});

import { example, incident, life } from '../golden.js';
import { story } from '../story.js';

export default story({
  name: 'from-the-customer-to-a-third-party',
  why: 'Clause 3.3: waiting for a third party does not hold the clock.',
  agreement: example(),
  facts: life(
    ['2026-03-02 09:00', 'TicketRegistered', incident('high')],
    ['2026-03-02 09:00', 'RootCauseEstablished'],
    ['2026-03-02 10:00', 'WaitingStarted', { reason: 'customer-system-down' }],
    ['2026-03-02 11:00', 'WaitingEnded', {}, { sequence: 1 }],
    ['2026-03-02 11:00', 'WaitingStarted', { reason: 'third-party' }, { sequence: 2 }],
    ['2026-03-02 12:00', 'ResolutionProvided', { kind: 'fix' }],
    ['2026-03-02 13:00', 'Reopened'],
    ['2026-03-02 13:30', 'ResolutionProvided', { kind: 'fix' }],
  ),
  at: '2026-04-01 00:00',
  clock: { metric: 'resolution', basis: 'gross' },
  en: [
    'The resolution (gross) clock of priority High may use 18 h of support time (clause 3.2).',
    'From Mon, 2 Mar 2026, 09:00:00 to Mon, 2 Mar 2026, 10:00:00 it ran, since the root cause: 1 h counted.',
    `From Mon, 2 Mar 2026, 10:00:00 to Mon, 2 Mar 2026, 11:00:00 it was held by "Customer's application or integration is down" (clause 3.3-2): 1 h of support time did not count.`,
    'From Mon, 2 Mar 2026, 11:00:00 to Mon, 2 Mar 2026, 12:00:00 it ran, since the start of waiting: 1 h counted.',
    'From Mon, 2 Mar 2026, 12:00:00 to Mon, 2 Mar 2026, 13:00:00 the ticket was resolved, until it was reopened: 1 h of support time did not count.',
    'From Mon, 2 Mar 2026, 13:00:00 to Mon, 2 Mar 2026, 13:30:00 it ran, since the reopening: 30 min counted.',
    'In all 2 h 30 min of the 18 h allowed were used.',
    'What is allowed is used up on Wed, 4 Mar 2026, 11:00:00.',
    'It was met on Mon, 2 Mar 2026, 13:30:00.',
    'It counts in March 2026.',
  ],
  nl: [
    'De klok oplossing (bruto) van prioriteit Hoog mag 18 u supporttijd gebruiken (artikel 3.2).',
    'Van ma 2 mrt 2026, 09:00:00 tot ma 2 mrt 2026, 10:00:00 liep hij, sinds de vastgestelde oorzaak: 1 u geteld.',
    'Van ma 2 mrt 2026, 10:00:00 tot ma 2 mrt 2026, 11:00:00 stond hij stil door "Applicatie of integratie van Klant niet operationeel" (artikel 3.3-2): 1 u supporttijd telde niet.',
    'Van ma 2 mrt 2026, 11:00:00 tot ma 2 mrt 2026, 12:00:00 liep hij, sinds het begin van wachten: 1 u geteld.',
    'Van ma 2 mrt 2026, 12:00:00 tot ma 2 mrt 2026, 13:00:00 was het ticket opgelost, tot het werd heropend: 1 u supporttijd telde niet.',
    'Van ma 2 mrt 2026, 13:00:00 tot ma 2 mrt 2026, 13:30:00 liep hij, sinds de heropening: 30 min geteld.',
    'In totaal is 2 u 30 min van de toegestane 18 u gebruikt.',
    'Wat is toegestaan, is op op wo 4 mrt 2026, 11:00:00.',
    'Gehaald op ma 2 mrt 2026, 13:30:00.',
    'Telt mee in maart 2026.',
  ],
});

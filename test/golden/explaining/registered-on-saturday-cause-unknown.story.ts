import { example, incident, life } from '../golden.js';
import { story } from '../story.js';

export default story({
  name: 'registered-on-saturday-cause-unknown',
  why: 'MEASURING 5: without a root cause the clock has not started; outside support hours nothing passes.',
  agreement: example(),
  facts: life(['2026-03-14 10:00', 'TicketRegistered', incident('top')]),
  at: '2026-03-15 10:00',
  clock: { metric: 'resolution', basis: 'gross' },
  en: [
    'The resolution (gross) clock of priority Top may use 4 h of support time (clause 3.2).',
    'From Sat, 14 Mar 2026, 10:00:00 to Sun, 15 Mar 2026, 10:00:00 it had not started, as no root cause was established: nothing, outside support hours of support time did not count.',
    'In all 0 min of the 4 h allowed were used.',
    'It has not started: it waits for the root cause.',
  ],
  nl: [
    'De klok oplossing (bruto) van prioriteit Top mag 4 u supporttijd gebruiken (artikel 3.2).',
    'Van za 14 mrt 2026, 10:00:00 tot zo 15 mrt 2026, 10:00:00 was hij niet begonnen, omdat de oorzaak nog niet was vastgesteld: niets, buiten supporturen supporttijd telde niet.',
    'In totaal is 0 min van de toegestane 4 u gebruikt.',
    'Hij is niet begonnen: hij wacht op de vastgestelde oorzaak.',
  ],
});

import { example, incident, life } from '../golden.js';
import { story } from '../story.js';

export default story({
  name: 'raised-in-time-under-from-change',
  why: 'MEASURING 5, from-change: what is allowed counts from the change, and is not the target.',
  agreement: example({ priorityChange: 'from-change' }),
  facts: life(
    ['2026-03-02 09:00', 'TicketRegistered', incident('high')],
    ['2026-03-02 09:00', 'RootCauseEstablished'],
    ['2026-03-02 12:00', 'PriorityChanged', { to: 'top' }],
  ),
  at: '2026-03-02 13:00',
  clock: { metric: 'resolution', basis: 'gross' },
  en: [
    'The resolution (gross) clock of priority Top may use 4 h of support time (clause 3.2).',
    'From Mon, 2 Mar 2026, 09:00:00 to Mon, 2 Mar 2026, 13:00:00 it ran, since the root cause: 4 h counted.',
    'After a change of priority 7 h are allowed, where the target is 4 h.',
    'In all 4 h of the 7 h allowed were used.',
    'What is allowed is used up on Mon, 2 Mar 2026, 16:00:00.',
    'It is running, with 3 h left.',
  ],
  nl: [
    'De klok oplossing (bruto) van prioriteit Top mag 4 u supporttijd gebruiken (artikel 3.2).',
    'Van ma 2 mrt 2026, 09:00:00 tot ma 2 mrt 2026, 13:00:00 liep hij, sinds de vastgestelde oorzaak: 4 u geteld.',
    'Na een wijziging van prioriteit is 7 u toegestaan, terwijl het doel 4 u is.',
    'In totaal is 4 u van de toegestane 7 u gebruikt.',
    'Wat is toegestaan, is op op ma 2 mrt 2026, 16:00:00.',
    'Hij loopt; er is nog 3 u over.',
  ],
});

import { example, incident, life } from '../golden.js';
import { story } from '../story.js';

export default story({
  name: 'never-stopped-while-resolved',
  why: 'MEASURING 5, never-stopped: once reopened, the time since the resolution counts.',
  agreement: example({ reopening: 'never-stopped' }),
  facts: life(
    ['2026-03-02 09:00', 'TicketRegistered', incident('high')],
    ['2026-03-02 09:00', 'RootCauseEstablished'],
    ['2026-03-02 10:00', 'WaitingStarted', { reason: 'information-missing' }],
    ['2026-03-02 11:00', 'ResolutionProvided', { kind: 'fix' }, { by: 'agent-5' }],
    ['2026-03-02 13:30', 'Reopened'],
  ),
  at: '2026-03-02 14:00',
  clock: { metric: 'resolution', basis: 'gross' },
  en: [
    'The resolution (gross) clock of priority High may use 18 h of support time (clause 3.2).',
    'From Mon, 2 Mar 2026, 09:00:00 to Mon, 2 Mar 2026, 10:00:00 it ran, since the root cause: 1 h counted.',
    'From Mon, 2 Mar 2026, 10:00:00 to Mon, 2 Mar 2026, 11:00:00 it was held by "Information is missing" (clause 3.3-3): 1 h of support time did not count.',
    'From Mon, 2 Mar 2026, 11:00:00 to Mon, 2 Mar 2026, 14:00:00 it ran, since the resolution (agent-5): 3 h counted.',
    'In all 4 h of the 18 h allowed were used.',
    'What is allowed is used up on Wed, 4 Mar 2026, 10:00:00.',
    'It is running, with 14 h left.',
  ],
  nl: [
    'De klok oplossing (bruto) van prioriteit Hoog mag 18 u supporttijd gebruiken (artikel 3.2).',
    'Van ma 2 mrt 2026, 09:00:00 tot ma 2 mrt 2026, 10:00:00 liep hij, sinds de vastgestelde oorzaak: 1 u geteld.',
    'Van ma 2 mrt 2026, 10:00:00 tot ma 2 mrt 2026, 11:00:00 stond hij stil door "Informatie ontbreekt" (artikel 3.3-3): 1 u supporttijd telde niet.',
    'Van ma 2 mrt 2026, 11:00:00 tot ma 2 mrt 2026, 14:00:00 liep hij, sinds de oplossing (agent-5): 3 u geteld.',
    'In totaal is 4 u van de toegestane 18 u gebruikt.',
    'Wat is toegestaan, is op op wo 4 mrt 2026, 10:00:00.',
    'Hij loopt; er is nog 14 u over.',
  ],
});

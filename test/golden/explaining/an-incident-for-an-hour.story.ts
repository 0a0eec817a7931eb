import { example, incident, life } from '../golden.js';
import { story } from '../story.js';

export default story({
  name: 'an-incident-for-an-hour',
  why: 'MEASURING 2: an incident from one change of type to the other.',
  agreement: example(),
  facts: life(
    ['2026-03-02 09:00', 'TicketRegistered', { ...incident('high'), type: 'information-request' }],
    ['2026-03-02 10:00', 'TypeChanged', { to: 'incident', priority: 'medium' }],
    ['2026-03-02 11:00', 'TypeChanged', { to: 'information-request' }],
  ),
  at: '2026-04-01 00:00',
  clock: { metric: 'response', basis: 'gross' },
  en: [
    'The response (gross) clock of priority Medium may use 18 h of support time (clause 3.2).',
    'From Mon, 2 Mar 2026, 10:00:00 to Mon, 2 Mar 2026, 11:00:00 it ran, since the change of type: 1 h counted.',
    'In all 1 h of the 18 h allowed were used.',
    'It was cancelled by the change of type on Mon, 2 Mar 2026, 11:00:00, and counts in no figure.',
  ],
  nl: [
    'De klok reactie (bruto) van prioriteit Gemiddeld mag 18 u supporttijd gebruiken (artikel 3.2).',
    'Van ma 2 mrt 2026, 10:00:00 tot ma 2 mrt 2026, 11:00:00 liep hij, sinds de wijziging van soort: 1 u geteld.',
    'In totaal is 1 u van de toegestane 18 u gebruikt.',
    'Vervallen door de wijziging van soort op ma 2 mrt 2026, 11:00:00; telt in geen enkel cijfer.',
  ],
});

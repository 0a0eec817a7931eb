import { example, incident, life } from '../golden.js';
import { story } from '../story.js';

export default story({
  name: 'a-whole-ticket-excluded',
  why: 'MEASURING 8: out of the net figures altogether.',
  agreement: example(),
  facts: life(
    ['2026-03-02 09:00', 'TicketRegistered', incident('top')],
    ['2026-03-03 09:00', 'ExclusionProposed', { exclusionId: 'X1', cause: 'internet', evidence: 'log' }],
    ['2026-03-03 10:00', 'ExclusionAccepted', { exclusionId: 'X1' }],
  ),
  at: '2026-04-01 00:00',
  clock: { metric: 'response', basis: 'net' },
  en: ['The response (net) clock is out of the net figures: an exclusion of the whole ticket was accepted.'],
  nl: ['De klok reactie (netto) telt netto niet mee: een uitsluiting van het hele ticket is aanvaard.'],
});

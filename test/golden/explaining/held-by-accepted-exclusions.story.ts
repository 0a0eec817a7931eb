import { example, incident, life } from '../golden.js';
import { story } from '../story.js';

export default story({
  name: 'held-by-accepted-exclusions',
  why: 'MEASURING 8: what was accepted holds the net clock, whatever its cause.',
  agreement: example(),
  facts: [
    ...life(
      ['2026-03-02 09:00', 'TicketRegistered', incident('high')],
      ['2026-03-02 09:00', 'RootCauseEstablished'],
      ['2026-03-02 12:00', 'ResponseGiven', {}, { by: 'agent-3' }],
    ),
    ...(['internet', 'third-party', 'strike'] as const).flatMap((cause) =>
      life(
        [
          '2026-03-03 09:00',
          'ExclusionProposed',
          {
            exclusionId: cause,
            cause,
            evidence: 'log',
            from: '2026-03-02T10:00:00+01:00',
            to: '2026-03-02T12:00:00+01:00',
          },
          { id: `proposed-${cause}` },
        ],
        ['2026-03-03 10:00', 'ExclusionAccepted', { exclusionId: cause }, { id: `accepted-${cause}` }],
      ),
    ),
    ...life(
      [
        '2026-03-03 11:00',
        'ExclusionProposed',
        {
          exclusionId: 'night',
          cause: 'internet',
          evidence: 'log',
          from: '2026-03-02T17:30:00+01:00',
          to: '2026-03-03T08:30:00+01:00',
        },
        { id: 'proposed-night' },
      ],
      ['2026-03-03 11:30', 'ExclusionAccepted', { exclusionId: 'night' }, { id: 'accepted-night' }],
    ),
  ],
  at: '2026-03-03 12:00',
  clock: { metric: 'resolution', basis: 'net' },
  en: [
    'The resolution (net) clock of priority High may use 18 h of support time (clause 3.2).',
    'From Mon, 2 Mar 2026, 09:00:00 to Mon, 2 Mar 2026, 10:00:00 it ran, since the root cause: 1 h counted.',
    'From Mon, 2 Mar 2026, 10:00:00 to Mon, 2 Mar 2026, 12:00:00 it was held by "Internet" (clause 3.3), "strike", "Waiting for a third party": 2 h of support time did not count.',
    'From Mon, 2 Mar 2026, 12:00:00 to Mon, 2 Mar 2026, 17:30:00 it ran, since the response (agent-3): 5 h 30 min counted.',
    'From Mon, 2 Mar 2026, 17:30:00 to Tue, 3 Mar 2026, 08:30:00 it was held by "Internet" (clause 3.3): nothing, outside support hours of support time did not count.',
    'From Tue, 3 Mar 2026, 08:30:00 to Tue, 3 Mar 2026, 12:00:00 it ran, since an accepted exclusion: 3 h 30 min counted.',
    'In all 10 h of the 18 h allowed were used.',
    'What is allowed is used up on Wed, 4 Mar 2026, 11:00:00.',
    'It is running, with 8 h left.',
  ],
  nl: [
    'De klok oplossing (netto) van prioriteit Hoog mag 18 u supporttijd gebruiken (artikel 3.2).',
    'Van ma 2 mrt 2026, 09:00:00 tot ma 2 mrt 2026, 10:00:00 liep hij, sinds de vastgestelde oorzaak: 1 u geteld.',
    'Van ma 2 mrt 2026, 10:00:00 tot ma 2 mrt 2026, 12:00:00 stond hij stil door "Internet" (artikel 3.3), "strike", "Wachten op derde": 2 u supporttijd telde niet.',
    'Van ma 2 mrt 2026, 12:00:00 tot ma 2 mrt 2026, 17:30:00 liep hij, sinds de reactie (agent-3): 5 u 30 min geteld.',
    'Van ma 2 mrt 2026, 17:30:00 tot di 3 mrt 2026, 08:30:00 stond hij stil door "Internet" (artikel 3.3): niets, buiten supporturen supporttijd telde niet.',
    'Van di 3 mrt 2026, 08:30:00 tot di 3 mrt 2026, 12:00:00 liep hij, sinds een aanvaarde uitsluiting: 3 u 30 min geteld.',
    'In totaal is 10 u van de toegestane 18 u gebruikt.',
    'Wat is toegestaan, is op op wo 4 mrt 2026, 11:00:00.',
    'Hij loopt; er is nog 8 u over.',
  ],
});

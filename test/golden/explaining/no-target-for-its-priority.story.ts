import { withTerms } from '../../support/example-agreement.js';
import { example, incident, life } from '../golden.js';
import { story } from '../story.js';

export default story({
  name: 'no-target-for-its-priority',
  why: 'MEASURING 2: without a target nothing is measured.',
  agreement: withTerms(example(), ({ targets }) => ({
    targets: targets.filter(({ priority }) => priority !== 'low'),
  })),
  facts: life(['2026-03-02 09:00', 'TicketRegistered', incident('low')]),
  at: '2026-03-03 00:00',
  clock: { metric: 'response', basis: 'gross' },
  en: ['The response (gross) clock is not measured: there is no target for this priority.'],
  nl: ['De klok reactie (bruto) wordt niet gemeten: voor deze prioriteit is geen doel afgesproken.'],
});

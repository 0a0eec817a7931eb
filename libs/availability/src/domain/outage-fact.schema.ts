import {
  exclusionFacts,
  fields,
  ID,
  INSTANT,
  periodIsForwards,
  personal,
  PROSE_OR_EMPTY,
  retractionFact,
  WORDS_OR_EMPTY,
  type FactDefinition,
} from '@app/facts';

const TOLD = personal(PROSE_OR_EMPTY);
const target = 'outage';

/** Every type of fact an outage may have (contract, "Outage facts"). */
export const OUTAGE_FACTS: readonly FactDefinition[] = [
  {
    type: 'OutageStarted',
    target,
    schema: fields(
      { serviceId: ID, customerId: ID, ticketId: ID, planned: { type: 'boolean' }, cause: TOLD },
      ['serviceId'],
    ),
  },
  { type: 'OutageEnded', target, schema: fields({}) },
  {
    type: 'OutageCorrected',
    target,
    schema: fields({ from: INSTANT, to: INSTANT, reason: TOLD }, ['from']),
    rules: [periodIsForwards],
  },
  ...exclusionFacts(target),
  { type: 'DisasterDeclared', target, schema: fields({ reason: TOLD }) },
  { type: 'FailoverCompleted', target, schema: fields({ site: WORDS_OR_EMPTY }) },
  retractionFact(target),
];

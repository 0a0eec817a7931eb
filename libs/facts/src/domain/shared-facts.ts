import type { TargetKind } from './fact.js';
import type { FactDefinition } from './fact-definition.js';
import {
  fields,
  ID,
  INSTANT,
  personal,
  PROSE_OR_EMPTY,
  PROSE_REQUIRED,
  WORDS_REQUIRED,
} from './json-schema.js';
import { periodIsForwards } from './period.rule.js';

const EXCLUSION_PROPOSED = fields(
  {
    exclusionId: ID,
    cause: WORDS_REQUIRED,
    from: INSTANT,
    to: INSTANT,
    metrics: { type: 'array', items: { enum: ['response', 'resolution'] }, minItems: 1, uniqueItems: true },
    evidence: personal(PROSE_REQUIRED),
  },
  ['exclusionId', 'cause', 'evidence'],
);

const EXCLUSION_DECIDED = fields({ exclusionId: ID, reason: personal(PROSE_OR_EMPTY) }, ['exclusionId']);

const FACT_RETRACTED = fields({ factId: ID, reason: personal(PROSE_REQUIRED) }, ['factId', 'reason']);

/** The life of an exclusion (TERMS 4), told of a ticket or of an outage. */
export function exclusionFacts(target: TargetKind): FactDefinition[] {
  return [
    { type: 'ExclusionProposed', target, schema: EXCLUSION_PROPOSED, rules: [periodIsForwards] },
    { type: 'ExclusionAccepted', target, schema: EXCLUSION_DECIDED },
    { type: 'ExclusionRejected', target, schema: EXCLUSION_DECIDED },
  ];
}

/** `FactRetracted`: a fact of the same target was wrong; it stays readable, and counts no more. */
export function retractionFact(target: TargetKind): FactDefinition {
  return { type: 'FactRetracted', target, schema: FACT_RETRACTED };
}

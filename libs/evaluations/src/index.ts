export { evaluateFromFacts, evaluateFromRows } from './evaluation.query.js';
export { readModels } from './read-models.group.js';
export { whatIf } from './what-if.query.js';
export { EvaluationsModule } from './evaluations.module.js';
export { FROZEN_DOCUMENTS } from './freeze.handlers.js';
export { FreezeEvaluation, WithdrawFreeze, type FreezeOutcome } from './freeze.commands.js';
export { freezesOf, frozenEvaluation } from './freeze.queries.js';
export { openFrozenDocuments, type FrozenDocuments } from './frozen-documents.js';

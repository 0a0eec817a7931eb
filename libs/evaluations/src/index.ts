export { evaluateFromFacts, evaluateFromRows } from './evaluation.query.js';
export { readModels } from './read-models.group.js';
export { whatIf } from './what-if.query.js';

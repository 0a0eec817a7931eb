export { problemsProjection } from './problems.projection.js';
export * from './record-problem-fact.command.js';
export * from './problems.module.js';
export { listProblems, problemById } from './problem.queries.js';

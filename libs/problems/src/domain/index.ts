export * from './problem-fact.js';
export * from './problem-fact.schemas.js';
export * from './problem.decider.js';

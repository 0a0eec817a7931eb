export * from './deadlines/index.js';
export { defineReactor, type ActOutcome, type Cause, type Job, type Look, type Reactor } from './reactor.js';
export { createReactorMetrics } from './reactor.metrics.js';
export { openReactorMemory, type ReactorMemory } from './reactor-memory.js';
export { reactorStatus, type ReactorStatus } from './reactor-status.js';
export { runReactor, type ReactorOptions, type RunningReactor } from './run-reactor.js';

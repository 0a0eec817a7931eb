export { problemsProjection } from './problems.projection.js';
export * from './keep-report.command.js';
export * from './record-problem-fact.command.js';
export * from './problems.module.js';
export { listProblems, problemById, type ProblemFilter } from './problem.queries.js';
export { problemViews } from './problem-views.query.js';
export { problemsAsOf } from './problems-as-of.query.js';
export { openReportVault, REPORT_VAULT, type ReportVault } from './report-vault.js';

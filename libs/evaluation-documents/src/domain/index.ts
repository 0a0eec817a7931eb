export type { EvaluationDocument } from './evaluation-document.js';
export { reportOf } from './report-of.js';
export type { Report } from './report.js';

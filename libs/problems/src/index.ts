export { problemsProjection } from './problems.projection.js';

export { agreementsProjection } from './agreements.projection.js';

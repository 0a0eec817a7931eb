export { outagesProjection } from './outages.projection.js';

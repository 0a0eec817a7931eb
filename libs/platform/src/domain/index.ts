export { canonicalJson, inCanonicalOrder } from './canonical-json.js';
export { canonicalObjectText } from './canonical-text.js';

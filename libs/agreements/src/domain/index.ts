export * from './agreement.js';
export * from './compiled-agreement.js';
export * from './percent.js';

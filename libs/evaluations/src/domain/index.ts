export * from './collect-month.js';
export { evaluation, type Evaluation } from './evaluation.js';
export type { OutageHistory } from './month-of-outages.js';
export { evaluateFacts, measured, type FactsById } from './evaluate-facts.js';
export { monthFrame, serviceDownPriorities, type MonthFrame } from './month-frame.js';
export * from './month-of-tickets.js';
export { judgingVersions, patchTerms, WhatIf } from './what-if.js';
export { changeDocument } from './what-if.document.js';

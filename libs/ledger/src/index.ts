export * from './ledger.errors.js';
export { LEDGER_OPENED } from './ledger-opened.js';
export * from './open-ledger.js';

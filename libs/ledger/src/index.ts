export * from './ledger.errors.js';
export * from './open-ledger.js';

export * from './ledger.errors.js';
export { ledgerOpened, ledgerStream } from './ledger-opened.js';
export * from './open-ledger.js';

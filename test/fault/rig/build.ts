import { resolve } from 'node:path';

/** The build that programs are run from. */
export const distDirectory = resolve(process.env.SLA_LEDGER_TEST_DIST ?? 'dist');

import type { Command } from 'commander';

/** Which ledger is meant, and how its answer is shown. */
export interface ServerOptions {
  readonly server?: string;
  readonly token?: string;
  readonly tokenFile?: string;
  readonly json?: boolean;
}

/** The options of commands that ask a running ledger. */
export const withServerOptions = (command: Command): Command =>
  command
    .option('--server <url>', 'the ledger, such as http://127.0.0.1:3000')
    .option('--token <token>', 'bearer token (visible to others on this machine: prefer --token-file)')
    .option('--token-file <file>', 'file with the bearer token')
    .option('--json', 'the answer as JSON');

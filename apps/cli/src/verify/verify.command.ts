import type { Command } from 'commander';
import { type ServerOptions, withServerOptions } from '../projections/server.options.js';
import type { ExitCode, Terminal } from '../terminal.js';

const HELP = `
Everything that is stored and can be had again from the log is made anew beside what serves, and held
against it: every row of every read model, every ticket's measurement, every frozen month with the bytes
of its document, and the log itself against its transparency log and every signed head. Nothing is
changed or repaired. The projector of the server does the work: this command shows how far it is, and may
be ended and given again meanwhile.

Exit code 1: something that is stored is not what the log gives. Standard output names it: table, key,
column, both values.

Without --server the ledger of the data directory is meant (SLA_LEDGER_DATA_DIR, or data).

Examples:
  npm run --silent cli -- verify --server http://127.0.0.1:3000
  npm run --silent cli -- verify --json`;

/** `verify`: what is stored, held against what the log gives. */
export function verifyCommand(program: Command, terminal: Terminal, end: (code: ExitCode) => void): void {
  withServerOptions(
    program.command('verify').description('hold everything that a running server has stored against its log'),
  )
    .addHelpText('after', HELP)
    .action(async (options: ServerOptions) => {
      const { runVerify } = await import('./run-verify.js');
      end(await runVerify(options, terminal));
    });
}

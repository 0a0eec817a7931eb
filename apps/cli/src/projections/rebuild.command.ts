import type { Command } from 'commander';
import type { ExitCode, Terminal } from '../terminal.js';
import { type ServerOptions, withServerOptions } from './server.options.js';

const HELP = `
Makes read models anew from the log, in tables of their own beside those that serve; compares both, row by
row, and switches in one transaction. Answers come from the old ones all along. The projector of the
server does the work: this command shows how far it is, and may be ended and given again meanwhile; so
may the projector, which goes on where it was.

PROJECTION is one of \`projections\`: all of its group are made anew. Without it, all groups are.

Exit code 1: rows that served were not what the log says. They are now; standard output names them.

Without --server the ledger of the data directory is meant (SLA_LEDGER_DATA_DIR, or data).

Examples:
  npm run --silent cli -- rebuild
  npm run --silent cli -- rebuild tickets --json`;

/** `rebuild`: read models anew from the log. */
export function rebuildCommand(program: Command, terminal: Terminal, end: (code: ExitCode) => void): void {
  withServerOptions(
    program
      .command('rebuild')
      .description('make the read models of a running server anew, beside those that serve')
      .argument('[projection]', 'a projection, or a group of them'),
  )
    .addHelpText('after', HELP)
    .action(async (projection: string | undefined, options: ServerOptions) => {
      const { runRebuild } = await import('./run-rebuild.js');
      end(await runRebuild(projection, options, terminal));
    });
}

import type { Command } from 'commander';
import { type ServerOptions, withServerOptions } from '../projections/server.options.js';
import type { Terminal } from '../terminal.js';

/** Which month goes where. */
export interface ExportOptions extends ServerOptions {
  readonly agreement: string;
  readonly month: string;
  readonly out?: string;
  readonly force?: boolean;
  readonly treeSize?: string;
}

const HELP = `
The month must be frozen. The archive is one tar: its facts and terms as leaves of the transparency log, the
document that the meeting froze, signed heads, keys and proofs. Whoever has a key or a head of the ledger checks it
offline, with Node alone:

  node verifier/verify.mjs ID-2026-03.tar --key KEYID

Without --server the ledger of the data directory is meant (SLA_LEDGER_DATA_DIR, or data).

Examples:
  npm run --silent cli -- export --agreement ID --month 2026-03
  npm run --silent cli -- export --agreement ID --month 2026-03 --out - | tar t`;

/** `export`: a frozen month with everything that proves it. */
export function exportCommand(program: Command, terminal: Terminal): void {
  withServerOptions(
    program
      .command('export')
      .description('take a frozen month away with everything that proves it')
      .requiredOption('--agreement <id>', 'the agreement')
      .requiredOption('--month <month>', 'such as 2026-03')
      .option('--out <file>', 'where it goes; - is standard output (default: AGREEMENT-MONTH.tar)')
      .option('--force', 'replace a file of that name')
      .option('--tree-size <leaves>', 'prove it up to the head of so many leaves, instead of the latest one'),
  )
    .addHelpText('after', HELP)
    .action(async (options: ExportOptions) => {
      const { runExport } = await import('./run-export.js');
      await runExport(options, terminal);
    });
}

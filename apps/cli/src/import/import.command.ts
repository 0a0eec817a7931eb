import type { Command } from 'commander';
import type { ExitCode, Terminal } from '../terminal.js';
import type { ImportOptions } from './run-import.js';

const HELP = `
FILE is NDJSON, one fact a line, or with --format servicenow that system's incident log as CSV; gzip of
either, and - for standard input. Importing a file again adds what is missing and doubles nothing.
Several NDJSON files are imported one after another; several CSV files are one log.

Without --server the ledger of the data directory is meant (SLA_LEDGER_DATA_DIR, or data), and its
operator's token. Other servers need --token or --token-file.

--agreement says whose tickets the log's are, and which wall clock it shows: a FILE, or the id of an
agreement of the ledger. With --to-ndjson no server is asked, unless --server is given: a FILE, or the
id of an agreement in examples/.

Rejected lines are told on standard error; then the exit code is 1.

Examples:
  npm run --silent cli -- import facts.ndjson more.ndjson.gz
  npm run --silent cli -- import --format servicenow --agreement servicenow incident_event_log.csv.gz
  npm run --silent cli -- import --format servicenow --agreement examples/servicenow.json --to-ndjson log.csv > facts.ndjson`;

/** `import`: facts from files into a ledger, or into NDJSON. */
export function importCommand(program: Command, terminal: Terminal, end: (code: ExitCode) => void): void {
  program
    .command('import')
    .description('record the facts of files, through a running server')
    .argument('<file...>', 'NDJSON or CSV, .gz too (- for standard input)')
    .option('--format <format>', 'ndjson or servicenow', 'ndjson')
    .option('--agreement <id-or-file>', 'for servicenow: the agreement that the incidents are under')
    .option('--server <url>', 'the ledger, such as http://127.0.0.1:3000')
    .option('--token <token>', 'bearer token (visible to others on this machine: prefer --token-file)')
    .option('--token-file <file>', 'file with the bearer token')
    .option('--to-ndjson', 'write the facts to standard output instead; no server needed')
    .option('--dry-run', 'let the server check and count, and record nothing')
    .option('--json', 'the summary as JSON')
    .addHelpText('after', HELP)
    .action(async (files: string[], options: ImportOptions) => {
      const { runImport } = await import('./run-import.js');
      end(await runImport(files, options, terminal));
    });
}

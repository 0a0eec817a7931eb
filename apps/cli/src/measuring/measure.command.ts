import type { Command } from 'commander';
import type { ExitCode, Terminal } from '../terminal.js';
import type { MeasureOptions } from './run-measure.js';

const HELP = `
Prints one document a line for every ticket with facts, by ticketId. Tickets of other customers or
services are left out, and counted on standard error. Lines that an import would refuse are told
there as well; then the exit code is 1.

Examples:
  npm run --silent cli -- measure --agreement agreement.json --facts facts.ndjson --at 2026-04-01T00:00:00Z
  npm run --silent cli -- measure --batch < scenarios.ndjson
     a line {"id", "agreement", "facts", "at"}, an answer a line; a faulty one {"scenario", "error"}`;

/** `measure`: the service levels of the tickets of a file. */
export function measureCommand(program: Command, terminal: Terminal, end: (code: ExitCode) => void): void {
  program
    .command('measure')
    .description('the service levels of every ticket of a file; no server needed')
    .option('--agreement <file>', 'the agreement, JSON (- for standard input)')
    .option('--facts <file>', 'the facts, NDJSON, .gz too (- for standard input)')
    .option('--at <instant>', 'measure as of this instant (default: now)')
    .option('--explain <language>', 'tell each clock in sentences: nl or en')
    .option('--batch', 'answer scenarios from standard input')
    .option('--json', 'answers are JSON anyway')
    .addHelpText('after', HELP)
    .action(async (options: MeasureOptions) => {
      const { runMeasure } = await import('./run-measure.js');
      end(await runMeasure(options, terminal));
    });
}

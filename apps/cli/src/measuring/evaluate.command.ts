import type { Command } from 'commander';
import type { ExitCode, Terminal } from '../terminal.js';
import type { EvaluateOptions } from './run-evaluate.js';

const HELP = `
Lines of facts that an import would refuse are told on standard error; then the exit code is 1.

Examples:
  npm run --silent cli -- evaluate --agreement agreement.json --facts facts.ndjson.gz --month 2026-03
  npm run --silent cli -- evaluate --agreement agreement.json --facts facts.ndjson --month 2026-03 \\
    --format pdf --language en --output march.pdf
  npm run --silent cli -- evaluate --batch < scenarios.ndjson
     a line {"id", "agreement", "facts", "month", "at"}, "monthOf" if wanted; an answer a line`;

/** `evaluate`: the evaluation of a month from files. */
export function evaluateCommand(program: Command, terminal: Terminal, end: (code: ExitCode) => void): void {
  program
    .command('evaluate')
    .description('the evaluation of a month from files; no server needed')
    .option('--agreement <file>', 'the agreement, JSON (- for standard input)')
    .option('--facts <file>', 'the facts, NDJSON, .gz too (- for standard input)')
    .option('--month <month>', 'the month, such as 2026-03')
    .option('--month-of <cut>', 'verdict or registration (default: as the agreement says)')
    .option('--at <instant>', 'as it stands at this instant (default: now)')
    .option('--batch', 'answer scenarios from standard input')
    .option('--json', 'the document on one line')
    .option('--format <format>', 'json, pdf, xlsx or csv (default: json)')
    .option('--language <language>', 'of a pdf, xlsx or csv: nl or en (default: nl)')
    .option('--output <file>', 'where to; replaces a file of that name (default, and -: standard output)')
    .addHelpText('after', HELP)
    .action(async (options: EvaluateOptions) => {
      const { runEvaluate } = await import('./run-evaluate.js');
      end(await runEvaluate(options, terminal));
    });
}

import type { Command } from 'commander';
import type { ExitCode, Terminal } from '../terminal.js';
import type { WhatIfOptions } from './run-what-if.js';

const HELP = `
The terms are a JSON merge patch (RFC 7396): what they name is changed, null takes away, lists are
replaced whole. They apply to every version of the agreement that judges in these months, or to those
of --versions. The answer is that of POST /v1/what-if: evaluations before and after, and every verdict
that changes, with both reasons. Lines of facts that an import would refuse are told on standard error;
then the exit code is 1.

Examples:
  npm run --silent cli -- what-if --agreement agreement.json --facts facts.ndjson --from 2026-01 --to 2026-03 \\
    --terms '{"clocks": {"reopening": "never-stopped"}}' --explain en
  npm run --silent cli -- what-if --agreement agreement.json --facts - --from 2026-03 --terms terms.json < facts.ndjson`;

/** `what-if`: months under other terms, from files. */
export function whatIfCommand(program: Command, terminal: Terminal, end: (code: ExitCode) => void): void {
  program
    .command('what-if')
    .description('the same facts under other terms: figures and verdicts before and after; no server needed')
    .option('--agreement <file>', 'the agreement, JSON (- for standard input)')
    .option('--facts <file>', 'the facts, NDJSON, .gz too (- for standard input)')
    .option(
      '--terms <patch>',
      'what changes: JSON that begins with {, or a file of it (- for standard input)',
    )
    .option('--versions <numbers>', 'only these versions, such as 1,2 (default: all that judge)')
    .option('--from <month>', 'the first month, such as 2026-01')
    .option('--to <month>', 'the last month (default: the first)')
    .option('--at <instant>', 'as it stands at this instant (default: now)')
    .option(
      '--explain <language>',
      'tell it in sentences, nl or en; with --json: the language of the reasons',
    )
    .option('--json', 'the document on one line')
    .addHelpText('after', HELP)
    .action(async (options: WhatIfOptions) => {
      const { runWhatIf } = await import('./run-what-if.js');
      end(await runWhatIf(options, terminal));
    });
}

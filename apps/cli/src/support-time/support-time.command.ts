import type { Command } from 'commander';
import type { ExitCode, Terminal } from '../terminal.js';

const HELP = `
A line: {"id", "op", "calendar", "from", "to" or "seconds"}
  within   support seconds from "from" to "to"
  after    the last instant at which no more than "seconds" are used, counted from "from"
  before   the mirror image of after
  active   is the calendar open at "from"?
A faulty line gives {"id", "error"}; then the exit code is 1.

Example:
  npm run --silent cli -- support-time < questions.ndjson > answers.ndjson`;

/** `support-time`: questions on support hours, NDJSON in and out. */
export function supportTimeCommand(
  program: Command,
  terminal: Terminal,
  end: (code: ExitCode) => void,
): void {
  program
    .command('support-time')
    .description('answer questions on support hours: NDJSON in, {"id", "result"} lines out; no server needed')
    .argument('[file]', 'NDJSON, .gz too (- for standard input)', '-')
    .option('--json', 'answers are JSON anyway')
    .addHelpText('after', HELP)
    .action(async (file: string) => {
      const { answerSupportTime } = await import('./answer-support-time.js');
      end(await answerSupportTime(file, terminal));
    });
}

import { nowSecond, type Clock } from '@app/platform';
import { Command, CommanderError } from 'commander';
import type { EvaluateOptions } from './evaluate.command.js';
import type { MeasureOptions } from './measure.command.js';
import { InputError } from './engine.js';
import { UsageError, writeLine, type Terminal } from './terminal.js';

const USAGE = 2;

/**
 * Runs the command line.
 *
 * @returns exit code: 0 done, 1 the answer is "no", 2 wrong use
 */
export async function runProgram(args: readonly string[], terminal: Terminal, clock: Clock): Promise<number> {
  let code = 0;
  const program = programOf(terminal, clock, (end) => (code = end));
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
    if (!(error instanceof UsageError || error instanceof InputError)) throw error;
    await writeLine(terminal.errors, `sla-ledger: ${error.message}`);
    return USAGE;
  }
}

function programOf(terminal: Terminal, clock: Clock, end: (code: number) => void): Command {
  const program = new Command('sla-ledger')
    .description('service levels from the command line')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void terminal.output.write(text),
      writeErr: (text) => void terminal.errors.write(text),
    });
  program
    .command('support-time')
    .description('answer questions on support hours: NDJSON on standard input, {"id", "result"} lines out')
    .addHelpText('after', '\nOperations: within, after, before, active (see the contract page)\n')
    .action(async () => {
      const { supportTimeCommand } = await import('./support-time.command.js');
      end(await supportTimeCommand(terminal));
    });
  program
    .command('measure')
    .description('the service levels of every ticket of a file, one document a line; no server needed')
    .option('--agreement <file>', 'agreement as JSON (- for standard input)')
    .option('--facts <file>', 'facts as NDJSON, .gz too (- for standard input)')
    .option('--at <instant>', 'measure at this instant (default now)')
    .option('--batch', 'NDJSON lines {"id", "agreement", "facts", "at"} on standard input, an answer a line')
    .action(async (options: MeasureOptions) => {
      const { measureCommand } = await import('./measure.command.js');
      end(await measureCommand(options, terminal, nowSecond(clock)));
    });
  program
    .command('evaluate')
    .description('the evaluation of a month from files; no server needed')
    .option('--agreement <file>', 'agreement as JSON (- for standard input)')
    .option('--facts <file>', 'facts as NDJSON, .gz too (- for standard input)')
    .option('--month <month>', 'such as 2026-03')
    .option('--month-of <cut>', 'verdict or registration (default: as the agreement says)')
    .option('--at <instant>', 'evaluate at this instant (default now)')
    .option('--batch', 'NDJSON lines {"id", "agreement", "facts", "month", "at"} on standard input')
    .action(async (options: EvaluateOptions) => {
      const { evaluateCommand } = await import('./evaluate.command.js');
      end(await evaluateCommand(options, terminal, nowSecond(clock)));
    });
  return program;
}

import { Command, CommanderError } from 'commander';
import { CliError, OutputClosedError } from './cli.errors.js';
import { exportCommand } from './export/export.command.js';
import { evaluateCommand } from './measuring/evaluate.command.js';
import { importCommand } from './import/import.command.js';
import { measureCommand } from './measuring/measure.command.js';
import { projectionsCommand } from './projections/projections.command.js';
import { rebuildCommand } from './projections/rebuild.command.js';
import { supportTimeCommand } from './support-time/support-time.command.js';
import { verifyCommand } from './verify/verify.command.js';
import { whatIfCommand } from './what-if/what-if.command.js';
import { note, type ExitCode, type Terminal } from './terminal.js';

const FAILED = 2;

const COMMANDS = [
  supportTimeCommand,
  importCommand,
  measureCommand,
  evaluateCommand,
  whatIfCommand,
  exportCommand,
  projectionsCommand,
  rebuildCommand,
  verifyCommand,
];

/**
 * Runs the command line.
 *
 * @param args without the names of node and the script
 * @returns exit code: 0 done, 1 the answer is "no", 2 wrong use, or it cannot be done (standard error says why)
 */
export async function runProgram(args: readonly string[], terminal: Terminal): Promise<number> {
  let code: ExitCode = 0;
  const program = programOf(terminal, (end) => (code = end));
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof OutputClosedError) return 0;
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : FAILED;
    if (!(error instanceof CliError)) throw error;
    note(terminal, `sla-ledger: ${error.message}`);
    return FAILED;
  }
}

function programOf(terminal: Terminal, end: (code: ExitCode) => void): Command {
  const program = new Command('npm run --silent cli --')
    .description('sla-ledger: service levels from the command line')
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 the answer is "no" (rejected lines, rows that were wrong), 2 wrong use or failed.',
    )
    .exitOverride()
    .showHelpAfterError('(--help says how it is used)')
    .configureOutput({
      writeOut: (text) => void terminal.output.write(text),
      writeErr: (text) => void terminal.errors.write(text),
    });
  for (const define of COMMANDS) define(program, terminal, end);
  return program;
}

import type { Command } from 'commander';
import type { ExitCode, Terminal } from '../terminal.js';
import { type ServerOptions, withServerOptions } from './server.options.js';

const LIST_HELP = `
Without --server the ledger of the data directory is meant (SLA_LEDGER_DATA_DIR, or data), and its
operator's token.

A partition (a ticket, an agreement) is parked when one of its events could not be folded into the read
models; everything else goes on, and answers that the partition would be in say that they are incomplete.

Examples:
  npm run --silent cli -- projections
  npm run --silent cli -- projections parked
  npm run --silent cli -- projections retry tickets INC-1 --reason "mended in 1.4.2"`;

const ORDER_HELP = (command: string, effect: string): string => `
${effect}
The order is kept in the log: who gave it, when, and why. Exit code 1: it is parked again, or still.

Example:
  npm run --silent cli -- projections ${command} tickets INC-1 --reason "..."`;

const RETRY =
  'Folds the event that a partition is parked at, and those that wait behind it, after the program that\ncould not has been mended.';
const SKIP =
  'Leaves the event out that a partition is parked at, and folds those that wait behind it. Answers that\nthe partition is in stay incomplete, until a mended program makes the read models anew (rebuild).';

type End = (code: ExitCode) => void;

const orderCommand = (
  parent: Command,
  kind: 'retry' | 'skip',
  effect: string,
  terminal: Terminal,
  end: End,
): void => {
  withServerOptions(
    parent
      .command(kind)
      .description(
        kind === 'retry' ? 'fold a parked partition on' : 'leave out what a partition is parked at',
      )
      .argument('<projection>', 'as the list names it')
      .argument('<partition>', 'as `projections parked` names it')
      .requiredOption('--reason <text>', 'why, for those who read it later'),
  )
    .addHelpText('after', ORDER_HELP(kind, effect))
    .action(async (projection: string, partition: string, options: ServerOptions & { reason: string }) => {
      const { orderOnPartition } = await import('./order-on-partition.js');
      end(await orderOnPartition(kind, { projection, partition }, options, terminal));
    });
};

/** `projections`: how far the read models are, what is parked, and what is to be done about it. */
export function projectionsCommand(program: Command, terminal: Terminal, end: End): void {
  const projections = program
    .command('projections')
    .description('read models of a running server: how far they are, what is parked')
    .addHelpText('after', LIST_HELP);
  withServerOptions(
    projections.command('list', { isDefault: true }).description('how far each is (without a subcommand)'),
  ).action(async (options: ServerOptions) => {
    const { showProjections } = await import('./show-projections.js');
    end(await showProjections(options, terminal));
  });
  withServerOptions(projections.command('parked').description('list parked partitions'))
    .argument('[projection]', 'of this one only')
    .addHelpText('after', '\nExample:\n  npm run --silent cli -- projections parked tickets')
    .action(async (projection: string | undefined, options: ServerOptions) => {
      const { showParked } = await import('./show-projections.js');
      end(await showParked(projection, options, terminal));
    });
  orderCommand(projections, 'retry', RETRY, terminal, end);
  orderCommand(projections, 'skip', SKIP, terminal, end);
}

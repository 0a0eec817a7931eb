import { CliError } from '../cli.errors.js';
import { findServer } from '../import/find-server.js';
import type { ExitCode, Terminal } from '../terminal.js';
import { writeLines } from '../text-output.js';
import { listParked, orderOn } from './ask-projections.js';
import type { ServerOptions } from './server.options.js';
import { parkedText } from './show-projections.js';

/**
 * Gives an order about the event that a partition is parked at now, and waits for what comes of it.
 *
 * @returns 1 where the partition is parked then: at the same event, or at the next one that cannot be folded
 */
export async function orderOnPartition(
  kind: 'retry' | 'skip',
  { projection, partition }: { readonly projection: string; readonly partition: string },
  { reason, ...options }: ServerOptions & { readonly reason: string },
  terminal: Terminal,
): Promise<ExitCode> {
  const server = await findServer(options, terminal);
  const isIt = (line: { readonly partition: string }): boolean => line.partition === partition;
  const parked = (await listParked(server, projection)).find(isIt);
  if (parked === undefined) {
    throw new CliError(
      `${projection} has no parked ${partition}: \`projections parked\` lists what there is.`,
    );
  }
  const position = await orderOn(server, kind, parked, reason);
  const after = (await listParked(server, projection, position)).find(isIt);
  const text = after === undefined ? `${projection} ${partition}: goes on` : parkedText(after);
  const answer = { projection, partition, position, parked: after ?? null };
  await writeLines(terminal.output, [options.json === true ? JSON.stringify(answer) : text]);
  return after === undefined ? 0 : 1;
}

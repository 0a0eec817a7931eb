import { findServer, type Server } from '../import/find-server.js';
import type { ExitCode, Terminal } from '../terminal.js';
import { writeLines } from '../text-output.js';
import { listParked, listProjections, type ParkedLine, type ProjectionLine } from './ask-projections.js';
import type { ServerOptions } from './server.options.js';

const projectionText = (line: ProjectionLine): string =>
  [
    line.name,
    `version ${line.version}`,
    line.state,
    `position ${line.position ?? 'none'}`,
    `lag ${(line.lagMs / 1_000).toFixed(1)} s`,
    `${line.parked} parked`,
    `${line.skipped} skipped`,
  ].join(', ');

/** One parked partition for people. */
export const parkedText = ({
  projection,
  partition,
  position,
  eventType,
  error,
  waiting,
}: ParkedLine): string =>
  `${projection} ${partition}: parked at position ${position} (${eventType ?? 'no event of its own'}), ${waiting} waiting: ${error}`;

/** The groups that a ledger's projections are in. */
export const groupsOf = async (server: Server): Promise<readonly string[]> => [
  ...new Set((await listProjections(server)).map(({ group }) => group)),
];

/** Shows every projection. */
export async function showProjections(options: ServerOptions, terminal: Terminal): Promise<ExitCode> {
  const lines = await listProjections(await findServer(options, terminal));
  const show = options.json === true ? JSON.stringify : projectionText;
  await writeLines(
    terminal.output,
    lines.map((line) => show(line)),
  );
  return 0;
}

/** Shows what is parked, in one projection or in all. */
export async function showParked(
  projection: string | undefined,
  options: ServerOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const server = await findServer(options, terminal);
  const names = projection === undefined ? await groupsOf(server) : [projection];
  const parked = (await Promise.all(names.map((name) => listParked(server, name)))).flat();
  const show = options.json === true ? JSON.stringify : parkedText;
  await writeLines(
    terminal.output,
    parked.map((line) => show(line)),
  );
  return 0;
}

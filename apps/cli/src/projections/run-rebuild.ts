import { setTimeout as pause } from 'node:timers/promises';
import { findServer, type Server } from '../import/find-server.js';
import { startProgress } from '../import/progress.js';
import type { ExitCode, Terminal } from '../terminal.js';
import { writeLines } from '../text-output.js';
import { readRebuild, type RebuildLine, startRebuild } from './ask-projections.js';
import type { ServerOptions } from './server.options.js';
import { groupsOf } from './show-projections.js';

const ASK_EVERY_MS = 100;

const positionIn = ({ position, lastPosition, state }: RebuildLine): number =>
  Number(state === 'done' ? lastPosition : (position ?? 0));

/** Waits until a rebuild is done, and shows how far it is. */
const finished = async (server: Server, begun: RebuildLine, terminal: Terminal): Promise<RebuildLine> => {
  const total = Number(begun.lastPosition ?? 0);
  const progress = await startProgress(terminal, begun.group, total, 'positions');
  let [job, shown] = [begun, 0];
  try {
    while (job.state !== 'done') {
      await pause(ASK_EVERY_MS);
      job = await readRebuild(server, begun.group);
      const now = Math.min(total, positionIn(job));
      progress.advance(now - shown);
      shown = now;
    }
  } finally {
    progress.stop();
  }
  return job;
};

const differenceText = ({ table, rows, keys }: NonNullable<RebuildLine['differences']>[number]): string =>
  rows === null
    ? `  ${table}: other columns, not compared`
    : `  ${table}: ${rows} rows differ, such as ${keys.join(' ')}`;

const textOf = ({ group, version, replaces, differences }: RebuildLine): readonly string[] => {
  const found = differences ?? [];
  const replaced = version === replaces ? '' : `, version ${version ?? ''} for ${replaces ?? ''}`;
  const outcome = found.length === 0 ? 'no row differs' : 'differences to what served:';
  return [`${group}: made anew${replaced}; ${outcome}`, ...found.map(differenceText)];
};

/**
 * Has read models made anew, and waits until they serve.
 *
 * @returns 1 where rows of the same version were not the same
 */
export async function runRebuild(
  projection: string | undefined,
  options: ServerOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const server = await findServer(options, terminal);
  const names = projection === undefined ? await groupsOf(server) : [projection];
  let code: ExitCode = 0;
  for (const name of names) {
    const job = await finished(server, await startRebuild(server, name), terminal);
    await writeLines(terminal.output, options.json === true ? [JSON.stringify(job)] : textOf(job));
    if (job.version === job.replaces && (job.differences ?? []).length > 0) code = 1;
  }
  return code;
}

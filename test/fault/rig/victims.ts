import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataDirPaths } from '../../../apps/local/src/data-dir/data-dir.js';
import { isConnectionLost } from '@app/platform';
import type postgres from 'postgres';
import { withPostgres } from '../../support/stack-api.js';
import type { Importer } from './importer.js';
import { ledgerDatabase } from './log-content.js';
import type { StackParts } from './stack-parts.js';

/** What is killed; of Postgres the whole server at one blow, one backend (the server then ends all of them), its keeper. */
export const victims = [
  'event node',
  'postgres',
  'backend of the writer',
  'keeper of postgres',
  'projector',
  'API',
  'importer',
] as const;
export type Victim = (typeof victims)[number];

const parentOf = (pid: string): number => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return 0;
  }
};

/** The server's first process, and those it has started. */
const processesOfPostgres = (dataDir: string): readonly number[] => {
  const [first] = readFileSync(join(dataDirPaths(dataDir).postgres, 'postmaster.pid'), 'utf8').split('\n');
  const postmaster = Number(first);
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && parentOf(name) === postmaster);
  return [postmaster, ...children.map(Number)];
};

const killAll = (pids: readonly number[]): void => {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // it went with the others
    }
  }
};

/** Undefined while Postgres, which had its share of the last kill, does not answer. */
const whileThere = async <T>(url: string, ask: (sql: postgres.Sql) => Promise<T>): Promise<T | undefined> => {
  try {
    return await withPostgres(url, ask);
  } catch (error) {
    if (isConnectionLost(error)) return undefined;
    throw error;
  }
};

const backendOfWriter = (administrator: string): Promise<number | undefined> =>
  whileThere(administrator, async (sql) => {
    const [row] = await sql<{ pid: number }[]>`
      select pid from pg_stat_activity where application_name like 'event-node writer%' and state is not null
      order by backend_start desc limit 1`;
    return row?.pid;
  });

/** Whether the log holds what the read models do not hold yet. */
const hasUnfolded = (administrator: string): Promise<boolean | undefined> =>
  whileThere(ledgerDatabase(administrator), async (sql) => {
    const [row] = await sql<{ unfolded: boolean }[]>`
      select (select max(position) from log.event) > (select min(position) from read.projection_group) as unfolded`;
    return row?.unfolded === true;
  });

/**
 * Gets everything ready for a kill that then takes an instant.
 *
 * @returns what kills; undefined when there is nothing to be killed at this moment
 */
export const aimAt = async (
  victim: Victim,
  stack: StackParts,
  importer: Importer,
): Promise<(() => void) | undefined> => {
  switch (victim) {
    case 'event node':
      return () => stack.part('event-node').kill();
    case 'projector':
      return (await hasUnfolded(stack.administrator)) ? () => stack.part('projector').kill() : undefined;
    case 'API':
      return () => stack.part('api').kill();
    case 'keeper of postgres':
      return () => stack.part('postgres').kill();
    case 'postgres': {
      const pids = processesOfPostgres(stack.dataDir);
      return () => {
        stack.part('postgres').expectEnd(); // the keeper goes with what it keeps
        killAll(pids);
      };
    }
    case 'backend of the writer': {
      const pid = await backendOfWriter(stack.administrator);
      return pid === undefined ? undefined : () => killAll([pid]);
    }
    case 'importer':
      return importer.isSending ? () => void importer.kill() : undefined;
  }
};

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '@app/platform';
import type { ChildProgram } from '../../../apps/local/src/children/child.js';
import { openChildLog } from '../../../apps/local/src/children/child-log.js';
import { dataDirPaths, operatorToken, prepareDataDir } from '../../../apps/local/src/data-dir/data-dir.js';
import {
  administratorUrl,
  ensurePostgresSecrets,
} from '../../../apps/local/src/postgres/postgres-secrets.js';
import { planStack } from '../../../apps/local/src/stack-plan.js';
import { freePort } from '../../../apps/local/src/ports.js';
import { distDirectory } from './build.js';
import type { FoldedLog } from './clean-fold.js';
import { Part } from './part.js';

export interface StackParts extends FoldedLog {
  readonly api: string;
  readonly token: string;
  /** `postgres`, `event-node`, `projector`, `api`, and what has been added. */
  part(name: string): Part;
  /** One more process of a program of the stack; with the environment changed. */
  another(name: string, of: 'event-node' | 'projector', env?: ChildProgram['env']): Part;
  /** @param keep leaves its data and logs where they are, for looking into */
  stop(keep?: boolean): Promise<void>;
}

export interface StackPartsOptions {
  /** Added to the environment of every part. */
  readonly env?: ChildProgram['env'];
  /** Where the data goes, the caller's to remove; default a temporary directory. */
  readonly directory?: string;
}

/** The programs of `npm start`, planned by its own plan, each a child of this process and nobody's to hold back. */
export const startStackParts = async (options: StackPartsOptions = {}): Promise<StackParts> => {
  const directory = options.directory ?? (await mkdtemp(join(tmpdir(), 'sla-ledger-fault-')));
  const dataDir = join(directory, 'data');
  await prepareDataDir(dataDir);
  const config = loadConfig({ SLA_LEDGER_DATA_DIR: dataDir, SLA_LEDGER_PORT: String(await freePort()) });
  const main = (...path: string[]): string => join(distDirectory, 'apps', ...path);
  const { addresses, stages } = await planStack(config, {
    postgresKeeper: main('local', 'src', 'postgres', 'postgres-keeper.main.js'),
    eventNode: main('local', 'src', 'event-node.main.js'),
    api: main('api', 'src', 'main.js'),
    projector: main('projector', 'src', 'main.js'),
  });
  const parts = new Map<string, Part>();
  const add = (program: ChildProgram): Part => {
    const path = join(dataDirPaths(dataDir).logs, `${program.name}.log`);
    const env = { LOG_LEVEL: 'warn', ...program.env, ...options.env };
    const part = new Part({ ...program, env }, openChildLog(path, { onLine: () => undefined }));
    parts.set(program.name, part);
    return part;
  };
  const part = (name: string): Part => {
    const found = parts.get(name);
    if (found === undefined) throw new Error(`the stack has no ${name}`);
    return found;
  };
  const stop = async (keep = false): Promise<void> => {
    for (const each of [...parts.values()].reverse()) await each.stop();
    if (keep) process.stderr.write(`kept for looking into: ${dataDir}\n`);
    else if (options.directory === undefined) await rm(directory, { recursive: true, force: true });
  };
  try {
    const token = await operatorToken(dataDir);
    for (const stage of stages) await Promise.all(stage.map((program) => add(program).start()));
    const { port } = new URL(addresses.postgres);
    return {
      dataDir,
      api: addresses.api,
      token,
      eventStore: addresses.eventStore,
      database: addresses.postgres,
      administrator: administratorUrl(Number(port), await ensurePostgresSecrets(dataDir)),
      part,
      another: (name, of, env = {}) => {
        const { program } = part(of);
        return add({ ...program, name, env: { ...program.env, ...env } });
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
};

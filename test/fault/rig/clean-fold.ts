import { join } from 'node:path';
import { openChildLog } from '../../../apps/local/src/children/child-log.js';
import { withPostgres } from '../../support/stack-api.js';
import { Part } from './part.js';
import { differences, untilFolded } from './read-tables.js';
import { distDirectory } from './build.js';

const foldMs = 180_000;

/** Where a log and the read models of it are. */
export interface FoldedLog {
  readonly dataDir: string;
  readonly eventStore: string;
  /** As the user that the ledger runs as. */
  readonly database: string;
  readonly administrator: string;
}

const projectorInto = ({ dataDir, eventStore }: FoldedLog, name: string, databaseUrl: string): Part => {
  const program = {
    name,
    file: join(distDirectory, 'apps', 'projector', 'src', 'main.js'),
    env: { DATABASE_URL: databaseUrl, EVENTSTORE_URL: eventStore, LOG_LEVEL: 'warn' },
    startWithinMs: 60_000,
    stopWithinMs: 2_050,
  };
  return new Part(program, openChildLog(join(dataDir, 'logs', `${name}.log`), { onLine: () => undefined }));
};

const inDatabase = (url: string, name: string): string => {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
};

/**
 * Folds the log once, without any fault, by a projector of its own into a database of its own, and compares.
 *
 * @param head last position of the log
 * @returns what is different in the read models that went through the faults; nothing where they are equal
 */
export const differencesToCleanFold = async (of: FoldedLog, head: number): Promise<readonly string[]> => {
  await untilFolded(of.database, head, foldMs);
  const name = `fold_${crypto.randomUUID().replaceAll('-', '')}`;
  await withPostgres(of.administrator, (sql) => sql.unsafe(`create database ${name} owner sla_ledger`));
  const clean = inDatabase(of.database, name);
  const projector = projectorInto(of, name, clean);
  await projector.start();
  try {
    await untilFolded(clean, head, foldMs);
  } finally {
    await projector.stop();
  }
  return differences(inDatabase(of.administrator, 'sla_ledger'), inDatabase(of.administrator, name));
};

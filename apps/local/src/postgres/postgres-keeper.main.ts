import { linkToParent } from '@app/platform';
import { dataDirPaths } from '../data-dir/data-dir.js';
import { errorText, StackError } from '../stack.error.js';
import { postgresBinaries } from './postgres-binaries.js';
import { bootstrapDatabase } from './postgres-bootstrap.js';
import { ensureCluster } from './postgres-cluster.js';
import { endLeftOverPostgres } from './postgres-leftover.js';
import { ensurePostgresSecrets } from './postgres-secrets.js';
import { type PostgresServer, startPostgres } from './postgres-server.js';
import { postgresUser } from './postgres-user.js';

/*
 * The keeper: starts the embedded Postgres and sees to it that it stops, even where the parent is killed with -9. It
 * ends when Postgres ends; the parent then starts another keeper, which takes over whatever is left.
 */
const dataDir = process.env.SLA_LEDGER_DATA_DIR ?? '';
const port = Number(process.env.SLA_LEDGER_POSTGRES_PORT);

const stopping = new AbortController();
let server: PostgresServer | undefined;

const link = linkToParent({
  stop: async () => {
    stopping.abort();
    await server?.stop();
  },
  stopNow: async () => {
    stopping.abort();
    await server?.stopNow();
  },
  deadlineMs: 4_000,
});

const start = async (): Promise<PostgresServer> => {
  const { postgres: cluster } = dataDirPaths(dataDir);
  const binaries = await postgresBinaries();
  const secrets = await ensurePostgresSecrets(dataDir);
  const as = await postgresUser(dataDir, cluster, binaries.postgres);
  await ensureCluster(dataDir, binaries, as, secrets, stopping.signal);
  await endLeftOverPostgres(cluster);
  stopping.signal.throwIfAborted();
  server = startPostgres(binaries, as, cluster, port);
  await bootstrapDatabase(server, port, secrets, dataDir);
  return server;
};

try {
  const { ended } = await start();
  link.ready();
  const how = await ended;
  if (!stopping.signal.aborted) {
    process.stderr.write(`postgres ended (${how})\n`);
    process.exit(1);
  }
} catch (error) {
  if (!stopping.signal.aborted) {
    await server?.stop();
    if (!(error instanceof StackError)) process.stderr.write(`${String(error)}\n`);
    link.failed(errorText(error));
  }
}

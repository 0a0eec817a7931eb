import type { Config } from '@app/platform';
import type { ChildProgram } from './children/child.js';
import { dataDirPaths } from './data-dir/data-dir.js';
import { freePort } from './ports.js';
import { ensurePostgresSecrets, ledgerDatabaseUrl } from './postgres/postgres-secrets.js';
import type { StackAddresses } from './stack-file.js';
import { apiAddress } from './addresses.js';

/** Absolute paths of the scripts that the stack consists of. */
export interface StackPrograms {
  readonly postgresKeeper: string;
  readonly eventNode: string;
  readonly api: string;
  readonly projector: string;
}

export interface StackPlan {
  readonly addresses: StackAddresses;
  /** Started stage by stage, stopped in the reverse order; the programs of one stage start together. */
  readonly stages: readonly (readonly ChildProgram[])[];
}

type Env = ChildProgram['env'];

// Times to stop add up to 9.5 s at worst: everything has to be gone within 10 s. A Postgres that has to recover what a
// crash left takes as long as that takes, so its limit only catches one that hangs.
const limits = {
  postgres: { startWithinMs: 300_000, stopWithinMs: 4_200 },
  eventNode: { startWithinMs: 60_000, stopWithinMs: 1_200 },
  service: { startWithinMs: 60_000, stopWithinMs: 2_050 },
};

// What is meant for a node that runs on its own must not reach this one, whose clients are told `tls=false`.
const onLoopback: Env = {
  SLA_LEDGER_EVENT_NODE_HOST: undefined,
  SLA_LEDGER_EVENT_NODE_NAME: undefined,
  SLA_LEDGER_EVENT_NODE_CERT_FILE: undefined,
  SLA_LEDGER_EVENT_NODE_KEY_FILE: undefined,
  SLA_LEDGER_EVENT_NODE_SECRET_FILE: undefined,
};

/**
 * MiB, twice what Node begins with: of a batch that is folded little outlives it, and what is not there any more when
 * space is made costs nothing (a tenth of the time of a rebuild).
 */
const youngSpace = ['--max-semi-space-size=32'];

/**
 * What has to be started for this configuration, and where it will be: parts that the environment names are used
 * instead of embedded ones, embedded ones get free ports on loopback.
 *
 * @param config with the port of the API decided (not 0)
 */
export const planStack = async (config: Config, programs: StackPrograms): Promise<StackPlan> => {
  const { dataDir, host, port } = config;
  const stages: ChildProgram[][] = [];
  let { databaseUrl, eventStoreUrl } = config;
  if (databaseUrl === undefined) {
    const postgresPort = await freePort();
    databaseUrl = ledgerDatabaseUrl(postgresPort, await ensurePostgresSecrets(dataDir));
    const env: Env = { SLA_LEDGER_DATA_DIR: dataDir, SLA_LEDGER_POSTGRES_PORT: String(postgresPort) };
    stages.push([{ name: 'postgres', file: programs.postgresKeeper, env, ...limits.postgres }]);
  }
  if (eventStoreUrl === undefined) {
    const nodePort = await freePort();
    eventStoreUrl = `esdb://127.0.0.1:${nodePort}?tls=false`;
    const env: Env = {
      ...onLoopback,
      DATABASE_URL: databaseUrl,
      SLA_LEDGER_EVENT_NODE_PORT: String(nodePort),
    };
    stages.push([{ name: 'event-node', file: programs.eventNode, env, ...limits.eventNode }]);
  }
  const env: Env = {
    SLA_LEDGER_HOST: host,
    SLA_LEDGER_PORT: String(port),
    SLA_LEDGER_DATA_DIR: dataDir,
    SLA_LEDGER_TOKEN_FILE: config.tokenFile ?? dataDirPaths(dataDir).operatorToken,
    DATABASE_URL: databaseUrl,
    EVENTSTORE_URL: eventStoreUrl,
  };
  stages.push([
    { name: 'projector', file: programs.projector, execArgv: youngSpace, env, ...limits.service },
    { name: 'api', file: programs.api, env, ...limits.service },
  ]);
  return {
    addresses: { api: apiAddress(host, port), eventStore: eventStoreUrl, postgres: databaseUrl },
    stages,
  };
};

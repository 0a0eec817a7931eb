import { SigningKeyError } from '@app/audit';
import { LedgerRefusedError } from '@app/ledger';
import {
  ConfigError,
  DatabaseSetupError,
  linkToParent,
  loadConfig,
  rootLogger,
  serveStatus,
  type StatusServer,
  systemClock,
} from '@app/platform';
import { ReadModelsRefusedError } from '@app/projections';
import { openProjector, type Projector } from './open-projector.js';

/* The projector as a process. Its configuration is the environment (contract, "Starting it"). */
let projector: Projector | undefined;
let status: StatusServer | undefined;

const link = linkToParent({
  stop: async () => {
    await projector?.close();
    await status?.close();
  },
});

/** Kinds of failure whose message is written for the person at the terminal. */
const isForPerson = (error: unknown): error is Error =>
  [ConfigError, DatabaseSetupError, LedgerRefusedError, ReadModelsRefusedError, SigningKeyError].some(
    (kind) => error instanceof kind,
  );

try {
  const config = loadConfig(process.env);
  const { databaseUrl, eventStoreUrl, projectorStatusPort: port } = config;
  const missing = {
    name: 'DATABASE_URL and EVENTSTORE_URL',
    advice: 'must both be set; npm start sets them',
  };
  if (databaseUrl === undefined || eventStoreUrl === undefined) throw new ConfigError([missing]);
  const where = { databaseUrl, eventStoreUrl, clock: systemClock, logger: rootLogger };
  projector = await openProjector({ ...config, ...where, inThread: true });
  const { registry, notReady } = projector;
  if (port !== undefined) status = await serveStatus({ port, registry, notReady });
  link.ready();
  await projector.done;
} catch (error) {
  rootLogger.fatal({ err: error }, 'the projector cannot go on');
  link.failed(isForPerson(error) ? error.message : undefined);
}

import { join } from 'node:path';
import { LedgerRefusedError } from '@app/ledger';
import {
  ConfigError,
  DatabaseSetupError,
  linkToParent,
  loadConfig,
  rootLogger,
  systemClock,
} from '@app/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from './create-app.js';
import { readTokens, TokenFileError } from './http/tokens.js';
import { openParts, type OpenParts } from './open-parts.js';

/* The REST API as a process. Its configuration is the environment (contract, "Starting it"). */
let opened: OpenParts | undefined;
let app: NestFastifyApplication | undefined;

const link = linkToParent({
  stop: async () => {
    await app?.close();
    await opened?.close();
  },
});

const start = async (): Promise<void> => {
  const config = loadConfig(process.env);
  const { host, port, dataDir, tokenFile, databaseUrl, eventStoreUrl, lagLimitSeconds, reportLimitBytes } =
    config;
  const missing = {
    name: 'DATABASE_URL and EVENTSTORE_URL',
    advice: 'must both be set; npm start sets them',
  };
  if (databaseUrl === undefined || eventStoreUrl === undefined) throw new ConfigError([missing]);
  const tokens = await readTokens(tokenFile ?? join(dataDir, 'operator.token'));
  opened = await openParts({
    databaseUrl,
    eventStoreUrl,
    tokens,
    clock: systemClock,
    logger: rootLogger,
    lagLimitSeconds,
    reportLimitBytes,
    // What starts in its place refuses for the same reason, and says so.
    onRefused: (error) => {
      rootLogger.fatal({ err: error }, 'the API cannot go on');
      link.failed(error.message);
    },
  });
  app = await createApp(opened.parts);
  await app.listen(port, host);
};

/** Kinds of failure whose message is written for the person at the terminal. */
const isForPerson = (error: unknown): error is Error =>
  [ConfigError, DatabaseSetupError, LedgerRefusedError, TokenFileError].some((kind) => error instanceof kind);

try {
  await start();
  link.ready();
} catch (error) {
  rootLogger.fatal({ err: error }, 'the API cannot start');
  link.failed(isForPerson(error) ? error.message : undefined);
}

import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import request from 'supertest';
import { type EventNode, startEventNode } from '@app/event-node';
import { type Clock, ensureSchemasAndRoles, connect, roleOf, systemClock } from '@app/platform';
import { openProjector, type OpenProjectorOptions } from '../../apps/projector/src/open-projector.js';
import { createApp } from '../../apps/api/src/create-app.js';
import { parseTokens, type Tokens } from '../../apps/api/src/http/tokens.js';
import { openParts, type OpenParts } from '../../apps/api/src/open-parts.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

export interface TestLedger {
  readonly app: NestFastifyApplication;
  readonly database: TestDatabase;
  readonly node: EventNode;
  readonly opened: OpenParts;
  /** Lets go of the read models: they stand still from then on. */
  stopProjector(): Promise<void>;
  /** A request with the operator's token. */
  call(method: 'get' | 'post' | 'put' | 'delete', path: string): request.Test;
  /** Stops API, projector and node, and starts them again. */
  restart(): Promise<void>;
  /** Stops API and projector, throws the read models away, and has them made anew from the log. */
  rebuild(): Promise<void>;
  stop(): Promise<void>;
}

/** The whole ledger in this process - node, API, projector - on a Postgres database of its own. */
export async function startTestLedger({
  clock = systemClock,
  lagLimitSeconds = 5,
  reportLimitBytes = 1024 * 1024,
  deadlinesEveryMs = 1_000,
  ...signing
}: {
  clock?: Clock;
  lagLimitSeconds?: number;
  reportLimitBytes?: number;
  deadlinesEveryMs?: number;
  signingKeyFile?: string;
  headIntervalSeconds?: number;
} = {}): Promise<TestLedger> {
  const logger = pino({ level: process.env.LOG_LEVEL ?? 'silent' });
  const database = await createTestDatabase();
  const admin = connect({ url: database.url, applicationName: 'test' });
  await ensureSchemasAndRoles(admin);
  await admin.end();
  const startNode = () =>
    startEventNode({ database: { url: database.url, role: roleOf.log }, port: 0, logger });
  let node = await startNode();
  const where = {
    databaseUrl: database.url,
    clock,
    logger,
    lagLimitSeconds,
    reportLimitBytes,
    ...signing,
    deadlinesEveryMs,
  };
  const tokens = parseTokens('operator-token\nother-token desk-1\n');
  const startOnNode = () => start({ ...where, eventStoreUrl: node.connectionString }, tokens);
  let running = await startOnNode();
  const startAgain = async (meanwhile: () => Promise<void>): Promise<void> => {
    const last = await running.opened.parts.store.last();
    await running.stop();
    await meanwhile();
    running = await startOnNode();
    if (last) await running.opened.parts.readModels.reach(last.position);
  };
  return {
    database,
    get node() {
      return node;
    },
    get app() {
      return running.app;
    },
    get opened() {
      return running.opened;
    },
    stopProjector: () => running.stopProjector(),
    call: (method, path) =>
      request(running.app.getHttpServer())[method](path).set('authorization', 'Bearer operator-token'),
    restart: () =>
      startAgain(async () => {
        await node.stop();
        node = await startNode();
      }),
    rebuild: () =>
      startAgain(async () => {
        const owner = connect({ url: database.url, applicationName: 'test' });
        await owner`drop schema read cascade`;
        await owner.end();
      }),
    stop: async () => {
      await running.stop();
      await node.stop();
      await database.drop();
    },
  };
}

/** API and projector, until they are stopped. */
async function start(
  where: OpenProjectorOptions & { lagLimitSeconds: number; reportLimitBytes: number },
  tokens: Tokens,
) {
  const opened = await openParts({ ...where, tokens });
  const app = await createApp(opened.parts);
  const projector = await openProjector(where);
  return {
    opened,
    app,
    stopProjector: () => projector.close(),
    stop: async () => {
      await app.close();
      await projector.close();
      await opened.close();
    },
  };
}

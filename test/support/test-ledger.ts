import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import request from 'supertest';
import { type EventNode, startEventNode } from '@app/event-node';
import { type Clock, ensureSchemasAndRoles, connect, roleOf, systemClock } from '@app/platform';
import { openProjector } from '../../apps/projector/src/open-projector.js';
import { createApp } from '../../apps/api/src/create-app.js';
import { parseTokens } from '../../apps/api/src/http/tokens.js';
import { openParts, type OpenParts } from '../../apps/api/src/open-parts.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

export interface TestLedger {
  readonly app: NestFastifyApplication;
  readonly database: TestDatabase;
  readonly node: EventNode;
  readonly opened: OpenParts;
  /** A request with the operator's token. */
  call(method: 'get' | 'post' | 'put' | 'delete', path: string): request.Test;
  stop(): Promise<void>;
}

/** The whole ledger in this process - node, API, projector - on a Postgres database of its own. */
export async function startTestLedger({ clock = systemClock }: { clock?: Clock } = {}): Promise<TestLedger> {
  const logger = pino({ level: process.env.LOG_LEVEL ?? 'silent' });
  const database = await createTestDatabase();
  const admin = connect({ url: database.url, applicationName: 'test' });
  await ensureSchemasAndRoles(admin);
  await admin.end();
  const node = await startEventNode({ database: { url: database.url, role: roleOf.log }, port: 0, logger });
  const where = { databaseUrl: database.url, eventStoreUrl: node.connectionString, clock, logger };
  const tokens = parseTokens('operator-token\nother-token desk-1\n');
  const opened = await openParts({ ...where, tokens });
  const app = await createApp(opened.parts);
  const projector = await openProjector(where);
  return {
    app,
    database,
    node,
    opened,
    call: (method, path) =>
      request(app.getHttpServer())[method](path).set('authorization', 'Bearer operator-token'),
    stop: async () => {
      await app.close();
      await projector.close();
      await opened.close();
      await node.stop();
      await database.drop();
    },
  };
}

import { startEventNode } from '@app/event-node';
import { createEventStore, type EventStore } from '@app/event-store';
import { connect, disconnect, ensureSchemasAndRoles, type Logger, roleOf } from '@app/platform';
import { createTestDatabase, type TestDatabase } from './test-database.js';

export interface TestLog {
  readonly database: TestDatabase;
  readonly store: EventStore;
  /** Stops the node; whoever uses the database lets go of it before it is dropped. */
  stop(letGo?: () => Promise<unknown>): Promise<void>;
}

/** The real log, on a node and a database of its own with all schemas and roles. */
export async function startTestLog(logger: Logger): Promise<TestLog> {
  const database = await createTestDatabase();
  const admin = connect({ url: database.url, applicationName: 'spec', max: 1 });
  await ensureSchemasAndRoles(admin);
  await disconnect(admin);
  const node = await startEventNode({ database: { url: database.url, role: roleOf.log }, port: 0, logger });
  const store = createEventStore({ connectionString: node.connectionString });
  return {
    database,
    store,
    stop: async (letGo = () => Promise.resolve()) => {
      await store.close();
      await node.stop();
      await letGo();
      await database.drop();
    },
  };
}

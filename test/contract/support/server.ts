import { pino } from 'pino';
import { type EventNode, type EventNodeOptions, startEventNode } from '@app/event-node';
import { createTestDatabase } from '../../support/test-database.js';

/** The server under test: the embedded node on a database of its own, or the one that EVENTSTORE_URL names. */
export interface ServerUnderTest {
  readonly connectionString: string;
  /** Undefined where a server was named: it is not ours to stop. */
  readonly node: EventNode | undefined;
  /** Stops and starts the node, on the same port and log. */
  restart(options?: Partial<EventNodeOptions>): Promise<EventNode>;
  stop(): Promise<void>;
}

/** A server somebody else runs: cases on deletion and metadata run only there. */
export const namedServer = process.env['EVENTSTORE_URL'] || undefined;

/** For cases that need our own node. */
export const onEmbedded = namedServer === undefined ? describe : describe.skip;

/** For cases that an append-only log refuses. */
export const onNamed = namedServer === undefined ? describe.skip : describe;

const silent = pino({ level: process.env['NODE_LOG'] ?? 'silent' });

export const startEmbedded = async (options: Partial<EventNodeOptions> = {}): Promise<ServerUnderTest & { databaseUrl: string }> => {
  const database = await createTestDatabase();
  const start = (port: number, more: Partial<EventNodeOptions> = {}): Promise<EventNode> =>
    startEventNode({ database: { url: database.url }, port, logger: silent, ...options, ...more });
  let node = await start(0);
  return {
    connectionString: node.connectionString,
    databaseUrl: database.url,
    get node() {
      return node;
    },
    restart: async (more) => {
      await node.stop();
      node = await start(node.port, more);
      return node;
    },
    stop: async () => {
      await node.stop();
      await database.drop();
    },
  };
};

export const startServer = async (): Promise<ServerUnderTest> =>
  namedServer === undefined
    ? startEmbedded()
    : {
        connectionString: namedServer,
        node: undefined,
        restart: () => Promise.reject(new Error('not ours to restart')),
        stop: () => Promise.resolve(),
      };

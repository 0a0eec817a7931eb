import { pino } from 'pino';
import { type EventNode, type EventNodeOptions, startEventNode } from '@app/event-node';
import { createTestDatabase } from '../../support/test-database.js';

/** A server somebody else runs: cases on deletion and metadata run only there. */
export const namedServer = process.env['EVENTSTORE_URL'] || undefined;

/** For cases that need our own node. */
export const onEmbedded = namedServer === undefined ? describe : describe.skip;

/** For cases that an append-only log refuses. */
export const itOnNamed = namedServer === undefined ? it.skip : it;

export interface EmbeddedServer {
  readonly connectionString: string;
  readonly databaseUrl: string;
  readonly node: EventNode;
  /** Stops and starts the node, on the same port and log. */
  restart(options?: Partial<EventNodeOptions>): Promise<EventNode>;
  stop(): Promise<void>;
}

/** What the node has to say goes to the terminal with NODE_LOG=debug. */
export const nodeLogger = pino({ level: process.env['NODE_LOG'] ?? 'silent' });

/** Our node on a database of its own. */
export const startEmbedded = async (options: Partial<EventNodeOptions> = {}): Promise<EmbeddedServer> => {
  const database = await createTestDatabase();
  const start = (port: number, more: Partial<EventNodeOptions> = {}): Promise<EventNode> =>
    startEventNode({ database: { url: database.url }, port, logger: nodeLogger, ...options, ...more });
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

/** A metric of a node, `event_node_` left out; of a histogram name a part of it, such as `_sum`. */
export const metricOf = async (node: EventNode, name: string): Promise<number> => {
  const text = await node.registry.metrics();
  const lines = text.split('\n').filter((line) => line.startsWith(`event_node_${name}{`));
  if (lines.length === 0) throw new Error(`there is no metric ${name}`);
  return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
};

/** The server under test: the embedded node, or the one that EVENTSTORE_URL names, unchanged. */
export const startServer = async (): Promise<Pick<EmbeddedServer, 'connectionString' | 'stop'>> =>
  namedServer === undefined
    ? startEmbedded()
    : { connectionString: namedServer, stop: () => Promise.resolve() };

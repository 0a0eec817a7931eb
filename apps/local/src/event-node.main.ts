import {
  CannotListenError,
  type EventNode,
  startEventNode,
  WriterLockedError,
  LogShorterError,
} from '@app/event-node';
import { linkToParent, loadConfig, prepareDatabase, roleOf } from '@app/platform';

/* The embedded event node as a process: DATABASE_URL says where its log is, SLA_LEDGER_EVENT_NODE_PORT where it listens. */
let node: EventNode | undefined;
const link = linkToParent({ stop: async () => node?.stop() });

const start = async (): Promise<EventNode> => {
  const { databaseUrl } = loadConfig(process.env);
  if (databaseUrl === undefined) throw new Error('DATABASE_URL is not set');
  await prepareDatabase(databaseUrl, 'event node setup');
  return startEventNode({
    database: { url: databaseUrl, role: roleOf.log },
    port: Number(process.env.SLA_LEDGER_EVENT_NODE_PORT),
    // The parent starts another one.
    onFatal: () => process.exit(1),
  });
};

/** Kinds of failure whose message is written for the person at the terminal. */
const isForPerson = (error: unknown): error is Error =>
  error instanceof CannotListenError ||
  error instanceof WriterLockedError ||
  error instanceof LogShorterError;

try {
  node = await start();
  link.ready();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  if (isForPerson(error)) link.failed(error.message);
  else process.exit(1);
}

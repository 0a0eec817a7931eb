import {
  BadCertificateError,
  CannotListenError,
  type EventNode,
  LogShorterError,
  NotLoopbackError,
  SecretWithoutTlsError,
  startEventNode,
  WriterLockedError,
} from '@app/event-node';
import {
  ConfigError,
  createRegistry,
  DatabaseSetupError,
  linkToParent,
  prepareDatabase,
  roleOf,
  serveStatus,
  type StatusServer,
} from '@app/platform';
import { loadEventNodeConfig } from './event-node/event-node.config.js';
import { eventNodeHelp } from './event-node/event-node.help.js';

/* The embedded event node as a process: a child of npm start, or started on its own (--help). */
const args = process.argv.slice(2);
if (args.length > 0) {
  const asked = args.every((arg) => arg === '--help' || arg === '-h');
  if (asked) process.stdout.write(eventNodeHelp);
  else process.stderr.write(`the event node takes no options but --help\n\n${eventNodeHelp}`);
  process.exit(asked ? 0 : 2);
}

let node: EventNode | undefined;
let status: StatusServer | undefined;
const link = linkToParent({
  stop: async () => {
    await node?.stop();
    await status?.close();
  },
});

const start = async (): Promise<void> => {
  const { databaseUrl: url, node: options, statusPort } = await loadEventNodeConfig(process.env);
  const registry = createRegistry('event-node');
  const notReady = (): string | undefined =>
    node === undefined ? 'the event node is starting' : node.notReady();
  if (statusPort !== undefined) status = await serveStatus({ port: statusPort, registry, notReady });
  await prepareDatabase(url, 'event node setup');
  node = await startEventNode({
    ...options,
    registry,
    database: { url, role: roleOf.log },
    // The parent starts another one.
    onFatal: () => process.exit(1),
  });
};

/** Kinds of failure whose message is written for the person at the terminal. */
const isForPerson = (error: unknown): error is Error =>
  [
    BadCertificateError,
    CannotListenError,
    ConfigError,
    DatabaseSetupError,
    LogShorterError,
    NotLoopbackError,
    SecretWithoutTlsError,
    WriterLockedError,
  ].some((kind) => error instanceof kind);

/** Those that the variables of the environment mend. */
const isOfVariables = (error: unknown): boolean =>
  [BadCertificateError, NotLoopbackError, SecretWithoutTlsError].some((kind) => error instanceof kind);

try {
  await start();
  link.ready();
} catch (error) {
  if (isForPerson(error)) {
    const message = isOfVariables(error) ? `${error.message} (--help names the variables)` : error.message;
    process.stderr.write(`${message}\n`);
    link.failed(message);
  } else {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    link.failed(undefined);
  }
}

import { connect, createRegistry, disconnect, pause, rootLogger, type Sql, systemClock } from '@app/platform';
import { type EventNode, type EventNodeOptions } from './event-node.options.js';
import { checkExposure } from './grpc/exposure.js';
import { OpenCalls } from './grpc/open-calls.js';
import { openServer } from './grpc/open-server.js';
import { GroupCommit } from './group-commit.js';
import { LiveTail } from './live-tail.js';
import { LogWriter } from './log-writer.js';
import { addNodeGauges, createNodeMetrics } from './metrics.js';
import { prepareLog } from './storage/log.schema.js';
import { LogTable, readHead } from './storage/log-table.js';
import { WriterKeeper } from './writer-keeper.js';

const mib = 1_048_576;

const readerPool = (database: EventNodeOptions['database']): Sql =>
  connect({ ...database, applicationName: 'event-node reader', max: 6, statementTimeoutMs: 30_000 });

/**
 * Starts a single node that speaks the EventStoreDB protocol and keeps its log in Postgres. It listens only once it may
 * write and knows the end of the log, so no client ever meets a half-started node.
 *
 * @throws NotLoopbackError, SecretWithoutTlsError, BadCertificateError before anything is touched
 * @throws WriterLockedError when another node writes this log
 * @throws CannotListenError
 * @example const node = await startEventNode({ database: { url }, port: 2113 });
 */
export const startEventNode = async (options: EventNodeOptions): Promise<EventNode> => {
  const { database, logger = rootLogger, clock = systemClock, host = '127.0.0.1' } = options;
  const { registry = createRegistry('event-node') } = options;
  checkExposure({ ...options, host });
  const metrics = createNodeMetrics(registry);
  const open = new OpenCalls();
  const onFatal = (error: Error): void => {
    logger.fatal({ err: error }, 'the event node cannot go on');
    options.onFatal?.(error);
  };
  await prepareLog(database);
  const keeper = new WriterKeeper(database, logger, metrics, onFatal);
  await keeper.take(options.waitForWriterMs ?? 3_000);
  const reads = readerPool(database);
  const letGo = async (): Promise<void> => {
    await keeper.stop();
    await disconnect(reads);
  };
  try {
    const head = await readHead(keeper.sql());
    const tail = new LiveTail({ events: 16_384, bytes: 16 * mib }, head.position);
    const writer = new LogWriter(keeper.sql, tail, clock, head);
    const log = new GroupCommit(writer, metrics, {
      limit: { appends: 1_024, events: 4_096, bytes: 8 * mib },
      fullAtBytes: 64 * mib,
      onUncertain: (error) => keeper.lost(error),
    });
    keeper.guard({ log, writer, tail });
    const reader = { table: new LogTable(reads, { rows: 512, bytes: mib }), tail, metrics };
    addNodeGauges(registry, metrics, {
      head: () => tail.head,
      waitingAppends: () => log.waiting,
      writable: () => log.refusal === undefined,
    });
    const server = openServer({ ...options, host, logger, clock }, { log, reader, metrics, open });
    await server.listen(options.port).catch(async (error: unknown) => {
      await server.stop();
      throw error;
    });
    const stop = async (): Promise<void> => {
      // A database that hangs must not keep the node from ending: what is not answered then is of unknown outcome.
      const answered = new AbortController();
      const close = log.close('the node is shutting down').finally(() => answered.abort());
      await Promise.race([close, pause(5_000, answered.signal)]);
      open.failAll('the node is shutting down');
      await server.stop();
      await letGo();
    };
    let stopping: Promise<void> | undefined;
    logger.info({ host, port: server.port, position: head.position }, 'event node is listening');
    return {
      port: server.port,
      connectionString: `esdb://${server.authority}?tls=${String(options.tls !== undefined)}`,
      registry,
      head: () => tail.head,
      notReady: () => log.refusal,
      stop: () => (stopping ??= stop()),
    };
  } catch (error) {
    await letGo();
    throw error;
  }
};

import { randomUUID } from 'node:crypto';
import { type Clock, connect, type Logger, pause, rootLogger, systemClock } from '@app/platform';
import { appendHandler } from './grpc/append.handler.js';
import { batchAppendHandler } from './grpc/batch-append.handler.js';
import { gossipService, serverFeaturesService, streamsService } from './grpc/definitions.js';
import { GrpcServer } from './grpc/grpc-server.js';
import { OpenCalls } from './grpc/open-calls.js';
import { getSupportedMethods, gossipHandler, refuseDelete } from './grpc/other.handlers.js';
import { readHandler } from './grpc/read.handler.js';
import { GroupCommit } from './group-commit.js';
import { LiveTail } from './live-tail.js';
import { LogWriter } from './log-writer.js';
import { createMetrics, type EventNodeMetrics } from './metrics.js';
import { prepareLog } from './storage/log.schema.js';
import { LogTable, readHead } from './storage/log-table.js';
import { WriterKeeper } from './writer-keeper.js';

const mib = 1_048_576;

export interface EventNodeOptions {
  readonly database: {
    /** `postgres://...`; schema `log` of that database is the node's. */
    readonly url: string;
    /** Every session runs as this role, which then owns the schema; absent: as the user of the URL. */
    readonly role?: string;
  };
  /** Loopback only, default 127.0.0.1: the protocol is spoken without encryption or passwords. */
  readonly host?: string;
  /** 0: any free one. */
  readonly port: number;
  readonly logger?: Logger;
  readonly clock?: Clock;
  /** Largest append in bytes, default 1 MiB as on EventStoreDB 24. */
  readonly maxAppendBytes?: number;
  /** Longest time for one append, default 5 s. */
  readonly writeTimeoutMs?: number;
  /** How long to wait at the start for another node to let go of the log, default 3 s. */
  readonly waitForWriterMs?: number;
  /** Called once when the node cannot go on by itself (see `WriterKeeper`); then `stop` it. Default: only logged. */
  readonly onFatal?: (error: Error) => void;
}

export interface EventNode {
  readonly port: number;
  /** For `createEventStore` and any client of the protocol. */
  readonly connectionString: string;
  readonly metrics: Readonly<EventNodeMetrics>;
  /** Position of the last durable event, 0 in an empty log. */
  head(): number;
  /** Answers what is under way, ends subscriptions with UNAVAILABLE, gives the log back. May be called twice. */
  stop(): Promise<void>;
}

/**
 * Starts a single node that speaks the EventStoreDB protocol and keeps its log in Postgres. It listens only once it may
 * write and knows the end of the log, so no client ever meets a half-started node.
 *
 * @throws WriterLockedError when another node writes this log
 * @throws NotLoopbackError for a host that others could reach
 * @example const node = await startEventNode({ database: { url }, port: 2113 });
 */
export const startEventNode = async (options: EventNodeOptions): Promise<EventNode> => {
  const { database, logger = rootLogger, clock = systemClock } = options;
  const metrics = createMetrics();
  const server = new GrpcServer(options.host ?? '127.0.0.1');
  const onFatal = (error: Error): void => {
    logger.fatal({ err: error }, 'the event node cannot go on');
    options.onFatal?.(error);
  };
  await prepareLog(database);
  const keeper = new WriterKeeper(database, logger, metrics, onFatal);
  await keeper.take(options.waitForWriterMs ?? 3_000);
  const reads = connect({
    ...database,
    applicationName: 'event-node reader',
    max: 6,
    statementTimeoutMs: 30_000,
  });
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
    const table = new LogTable(reads, { rows: 512, bytes: 4 * mib });
    const open = new OpenCalls();
    const limits = {
      maxAppendBytes: options.maxAppendBytes ?? mib,
      writeTimeoutMs: options.writeTimeoutMs ?? 5_000,
    };
    server.add(streamsService, {
      read: readHandler({ table, tail, metrics }, open, logger),
      append: appendHandler(log, limits),
      batchAppend: batchAppendHandler(log, limits, clock, open),
      delete: refuseDelete,
      tombstone: refuseDelete,
    });
    server.add(serverFeaturesService, { getSupportedMethods });
    server.add(gossipService, { read: gossipHandler(randomUUID(), () => server.address, clock) });
    await server.listen(options.port);
    let stopping: Promise<void> | undefined;
    const stop = async (): Promise<void> => {
      // A database that hangs must not keep the node from ending: what is not answered then is of unknown outcome.
      const answered = new AbortController();
      const close = log.close('the node is shutting down').finally(() => answered.abort());
      await Promise.race([close, pause(5_000, answered.signal)]);
      open.failAll('the node is shutting down');
      await server.stop();
      await keeper.stop();
      await reads.end({ timeout: 1 });
    };
    const { host, port } = server.address;
    logger.info({ port, position: head.position }, 'event node is listening');
    return {
      port,
      connectionString: `esdb://${host}:${port}?tls=false`,
      metrics,
      head: () => tail.head,
      stop: () => (stopping ??= stop()),
    };
  } catch (error) {
    await server.stop();
    await keeper.stop();
    await reads.end({ timeout: 1 });
    throw error;
  }
};

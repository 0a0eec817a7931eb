import { randomUUID } from 'node:crypto';
import { type EventNodeOptions } from '../event-node.options.js';
import { type GroupCommit } from '../group-commit.js';
import { type LogReader } from '../log-reader.js';
import { type EventNodeMetrics } from '../metrics.js';
import { appendHandler } from './append.handler.js';
import { batchAppendHandler } from './batch-append.handler.js';
import { requireCredentials } from './credentials.js';
import { gossipService, serverFeaturesService, streamsService } from './definitions.js';
import { GrpcServer } from './grpc-server.js';
import { type OpenCalls } from './open-calls.js';
import { getSupportedMethods, gossipHandler, refuseDelete } from './other.handlers.js';
import { readHandler } from './read.handler.js';

type Options = EventNodeOptions & Required<Pick<EventNodeOptions, 'host' | 'logger' | 'clock'>>;

export interface ServedLog {
  readonly log: GroupCommit;
  readonly reader: LogReader;
  readonly metrics: EventNodeMetrics;
  readonly open: OpenCalls;
}

// What the client asks before it sends anything of its own: which calls there are, and where the members are.
const openToAll = new Set(
  [...Object.values(serverFeaturesService), ...Object.values(gossipService)].map(({ path }) => path),
);

const handlersOf = ({ log, reader, open }: ServedLog, options: Options): object => {
  const limits = {
    maxAppendBytes: options.maxAppendBytes ?? 1_048_576,
    writeTimeoutMs: options.writeTimeoutMs ?? 5_000,
  };
  return {
    read: readHandler(reader, open, options.logger, options.slowReaderMs ?? 60_000),
    append: appendHandler(log, limits),
    batchAppend: batchAppendHandler(log, limits, options.clock, open),
    delete: refuseDelete,
    tombstone: refuseDelete,
  };
};

/** The services of the node on a server that does not listen yet. */
export const openServer = (options: Options, served: ServedLog): GrpcServer => {
  const { host, tls, credentials = [], advertisedHost, clock } = options;
  const check = requireCredentials(credentials, openToAll, () => served.metrics.callsDenied.inc());
  const server = new GrpcServer({
    host,
    ...(advertisedHost === undefined ? {} : { advertisedHost }),
    ...(tls === undefined ? {} : { tls }),
    interceptors: credentials.length === 0 ? [] : [check],
  });
  server.add(streamsService, handlersOf(served, options));
  server.add(serverFeaturesService, { getSupportedMethods });
  server.add(gossipService, { read: gossipHandler(randomUUID(), () => server.address, clock) });
  return server;
};

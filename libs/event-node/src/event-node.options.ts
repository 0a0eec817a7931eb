import { type Clock, type Logger, type Registry } from '@app/platform';
import { type Exposure } from './grpc/exposure.js';

export interface EventNodeOptions extends Partial<Exposure> {
  readonly database: {
    /** `postgres://...`; schema `log` of that database is the node's. */
    readonly url: string;
    /** Every session runs as this role, which then owns the schema; absent: as the user of the URL. */
    readonly role?: string;
  };
  /** Address to listen on, default 127.0.0.1; one that others can reach only together with `tls` and `credentials`. */
  readonly host?: string;
  /** 0: any free one. */
  readonly port: number;
  /** Name under which clients that discover the node reach it, default `host`. */
  readonly advertisedHost?: string;
  readonly logger?: Logger;
  readonly clock?: Clock;
  /** Where the metrics go, default a registry of the node's own. */
  readonly registry?: Registry;
  /** Largest append in bytes, default 1 MiB as on EventStoreDB 24. */
  readonly maxAppendBytes?: number;
  /** Longest time for one append, default 5 s. */
  readonly writeTimeoutMs?: number;
  /** A reader that has taken nothing for so long is cut off and may come again, default 60 s. */
  readonly slowReaderMs?: number;
  /** How long to wait at the start for another node to let go of the log, default 3 s. */
  readonly waitForWriterMs?: number;
  /** Called once when the node cannot go on by itself (see `WriterKeeper`); then `stop` it. Default: only logged. */
  readonly onFatal?: (error: Error) => void;
}

export interface EventNode {
  readonly port: number;
  /** For `createEventStore` and any client of the protocol; without credentials. */
  readonly connectionString: string;
  /** Metrics, all of them beginning with `event_node_`. */
  readonly registry: Registry;
  /** Position of the last durable event, 0 in an empty log. */
  head(): number;
  /** Why appends are not taken at the moment; undefined while they are. */
  notReady(): string | undefined;
  /** Answers what is under way, ends subscriptions with UNAVAILABLE, gives the log back. May be called twice. */
  stop(): Promise<void>;
}

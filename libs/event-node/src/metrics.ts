import { Counter, Gauge, Histogram, type Registry } from '@app/platform';

/** A live subscription, as far as the metrics look at it. */
export interface WatchedSubscription {
  /** Everything of the log up to here has been looked at for this subscriber. */
  readonly position: number;
}

export interface EventNodeMetrics {
  /** Appends by how they were answered; a repeated one counts as appended. */
  readonly appends: Counter<'outcome'>;
  /** Events of a transaction, observed once it is durable: their sum is what was written. */
  readonly groupEvents: Histogram;
  /** Appends of a transaction. */
  readonly groupAppends: Histogram;
  /** From the begin of a transaction until it is durable. */
  readonly commitSeconds: Histogram;
  /** Times the right to write was lost. */
  readonly writerLosses: Counter;
  /** Pages that reads and subscriptions took from the table. */
  readonly pages: Counter;
  /** Readers that took nothing for too long, and were cut off. */
  readonly readersCut: Counter;
  /** Calls without the secret. */
  readonly callsDenied: Counter;
  readonly subscriptions: Set<WatchedSubscription>;
}

/** What is read at the moment somebody asks. */
export interface NodeGauges {
  head(): number;
  waitingAppends(): number;
  /** Whether appends are taken now. */
  writable(): boolean;
}

const sizes = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024, 2_048, 4_096];
const seconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];

/** The metrics of one node, in a registry of its own process. */
export const createNodeMetrics = (registry: Registry): EventNodeMetrics => {
  const registers = [registry];
  const counter = (name: string, help: string): Counter =>
    new Counter({ name: `event_node_${name}`, help, registers });
  const histogram = (name: string, help: string, buckets: number[]): Histogram =>
    new Histogram({ name: `event_node_${name}`, help, buckets, registers });
  const metrics: EventNodeMetrics = {
    appends: new Counter({
      name: 'event_node_appends_total',
      help: 'Appends answered, by outcome; a repeated one counts as appended',
      labelNames: ['outcome'],
      registers,
    }),
    groupEvents: histogram('transaction_events', 'Events of a transaction', sizes),
    groupAppends: histogram('transaction_appends', 'Appends that shared a transaction', sizes),
    commitSeconds: histogram('transaction_seconds', 'Until a transaction was durable', seconds),
    writerLosses: counter('writer_losses_total', 'Times the right to write was lost'),
    pages: counter('pages_total', 'Pages that readers took from the table'),
    readersCut: counter('readers_cut_total', 'Readers cut off since they took nothing for too long'),
    callsDenied: counter('calls_denied_total', 'Calls without the right user and password'),
    subscriptions: new Set(),
  };
  return metrics;
};

/** Further metrics that are looked up when somebody asks: the end of the log, who waits, who lags. */
export const addNodeGauges = (registry: Registry, metrics: EventNodeMetrics, node: NodeGauges): void => {
  const gauge = (name: string, help: string, value: () => number): void => {
    new Gauge({
      name: `event_node_${name}`,
      help,
      registers: [registry],
      collect() {
        this.set(value());
      },
    });
  };
  gauge('position', 'Position of the last durable event', () => node.head());
  gauge('writable', '1 while appends are taken', () => Number(node.writable()));
  gauge('appends_waiting', 'Appends that wait for a transaction', () => node.waitingAppends());
  gauge('subscribers', 'Open subscriptions', () => metrics.subscriptions.size);
  gauge('subscriber_lag_events', 'Events by which the last of the subscribers is behind', () =>
    [...metrics.subscriptions].reduce((most, { position }) => Math.max(most, node.head() - position), 0),
  );
};

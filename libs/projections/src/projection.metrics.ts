import { Counter, Gauge, Histogram, type Registry } from '@app/platform';

/** Made once a process, for all its groups. */
export interface ProjectionMetrics {
  readonly events: Counter<'group'>;
  readonly batchSeconds: Histogram<'group'>;
  readonly lagSeconds: Gauge<'group'>;
  readonly parked: Gauge<'group'>;
  readonly failures: Counter<'group'>;
}

export const createProjectionMetrics = (registry: Registry): ProjectionMetrics => {
  const registers = [registry];
  const labelNames = ['group'] as const;
  return {
    events: new Counter({
      name: 'sla_ledger_projection_events_total',
      help: 'Events of the log that a group has looked at',
      labelNames,
      registers,
    }),
    batchSeconds: new Histogram({
      name: 'sla_ledger_projection_batch_seconds',
      help: 'Time to write one batch',
      labelNames,
      registers,
      buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    }),
    lagSeconds: new Gauge({
      name: 'sla_ledger_projection_lag_seconds',
      help: 'How long the last event written had been in the log when it became visible',
      labelNames,
      registers,
    }),
    parked: new Gauge({
      name: 'sla_ledger_projection_parked_partitions',
      help: 'Partitions that go no further since an event could not be folded in',
      labelNames,
      registers,
    }),
    failures: new Counter({
      name: 'sla_ledger_projection_failures_total',
      help: 'Failed attempts to write a batch or to own a group',
      labelNames,
      registers,
    }),
  };
};

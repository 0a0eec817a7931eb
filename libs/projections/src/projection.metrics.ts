import { Counter, Gauge, Histogram, type Registry } from '@app/platform';
import type { LagWatch } from './lag.js';
import type { ProjectionGroup } from './projection-group.js';

/** Made once a process, for all its groups. */
export interface ProjectionMetrics {
  readonly events: Counter<'group'>;
  readonly batchSeconds: Histogram<'group'>;
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

/** Tells, whenever metrics are asked for, how far each projection of a group is behind the log. */
export const measureLag = (registry: Registry, group: ProjectionGroup, lag: LagWatch): void => {
  new Gauge({
    name: 'sla_ledger_projection_lag_seconds',
    help: 'For how long the oldest event that is not in the rows has been in the log; 0: there is none',
    labelNames: ['group', 'projection'],
    registers: [registry],
    collect() {
      const seconds = lag.lagMs() / 1_000;
      for (const { name } of group.projections) this.set({ group: group.name, projection: name }, seconds);
    },
  });
};

import { Counter, type Registry } from '@app/platform';

/** Made once a process. */
export interface ReactorMetrics {
  readonly facts: Counter<'reactor'>;
  readonly late: Counter<'reactor'>;
  readonly failures: Counter<'reactor'>;
}

const counter = (registry: Registry, name: string, help: string): Counter<'reactor'> =>
  new Counter({ name, help, labelNames: ['reactor'], registers: [registry] });

export const createReactorMetrics = (registry: Registry): ReactorMetrics => ({
  facts: counter(registry, 'sla_ledger_reactor_facts_total', 'Facts that this process recorded as a reactor'),
  late: counter(
    registry,
    'sla_ledger_reactor_late_total',
    'Times that the log knew more by then than the rows a reactor had looked at',
  ),
  failures: counter(registry, 'sla_ledger_reactor_failures_total', 'Partitions that a reactor failed on'),
});

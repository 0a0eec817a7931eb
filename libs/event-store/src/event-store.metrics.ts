import { Counter, type Registry } from '@app/platform';

/** Made once a process, for all its event stores. */
export interface EventStoreMetrics {
  /** Events passed by, or given as they are, since this version of the program does not know their shape. */
  readonly unknownEvents: Counter<'reason'>;
  /** Calls of the log that failed, or had no answer, and were repeated where there was time. */
  readonly failures: Counter;
}

export const createEventStoreMetrics = (registry: Registry): EventStoreMetrics => {
  const registers = [registry];
  return {
    unknownEvents: new Counter({
      name: 'sla_ledger_log_unknown_events_total',
      help: 'Events read whose shape this version does not know: their type, their schema, or a failed upcast',
      labelNames: ['reason'],
      registers,
    }),
    failures: new Counter({
      name: 'sla_ledger_log_failures_total',
      help: 'Calls of the log that failed or had no answer',
      registers,
    }),
  };
};

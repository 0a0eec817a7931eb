import { type Clock, Counter, Gauge, nowSecond, type Registry, type Sql } from '@app/platform';

/** Made once a process. */
export interface DeadlineMetrics {
  readonly settled: Counter<'outcome'>;
  readonly failures: Counter;
}

export const createDeadlineMetrics = (registry: Registry): DeadlineMetrics => ({
  settled: new Counter({
    name: 'sla_ledger_deadlines_settled_total',
    help: 'Deadlines of which this process has said that they have passed, or were due no more',
    labelNames: ['outcome'],
    registers: [registry],
  }),
  failures: new Counter({
    name: 'sla_ledger_deadline_failures_total',
    help: 'Attempts to say something of deadlines that failed for a fault of theirs',
    registers: [registry],
  }),
});

interface Counts {
  readonly pending: number;
  readonly fired: number;
  readonly withdrawn: number;
  readonly oldest: number | null;
}

const countsOf = async (sql: Sql, now: number): Promise<Counts | undefined> => {
  const [row] = await sql<Counts[]>`
    select
      count(*) filter (where passes_at is not null and (fired_at is null or lifted_at is not null)) as pending,
      count(*) filter (where fired_at is not null and lifted_at is null) as fired,
      count(*) filter (where passes_at is null and lifted_at is not null) as withdrawn,
      min(passes_at) filter (where passes_at <= ${now} and (fired_at is null or lifted_at is not null)) as oldest
    from read.deadline`;
  return row;
};

/** Tells, whenever metrics are asked for, how many deadlines there are, and how late the latest of them is. */
export const measureDeadlines = (registry: Registry, sql: Sql, clock: Clock): void => {
  const registers = [registry];
  const lag = new Gauge({
    name: 'sla_ledger_deadline_lag_seconds',
    help: 'For how long the oldest deadline that has passed has waited to be said; 0: there is none',
    registers,
  });
  new Gauge({
    name: 'sla_ledger_deadlines',
    help: 'Deadlines by state',
    labelNames: ['state'],
    registers,
    async collect() {
      const now = nowSecond(clock);
      // Rows that are being replaced, or a database that is away: metrics go on without them.
      const counts = await countsOf(sql, now).catch(() => undefined);
      if (counts === undefined) return;
      for (const state of ['pending', 'fired', 'withdrawn'] as const) this.set({ state }, counts[state]);
      lag.set(counts.oldest === null ? 0 : now - counts.oldest);
    },
  });
};

import { randomUUID } from 'node:crypto';
import type { EventStore, LogSource } from '@app/event-store';
import type { Clock, Logger, Registry, Sql } from '@app/platform';
import { problemReactors } from '@app/problems';
import { createPositionWaiter, type ProjectionGroup, type ReadDatabase } from '@app/projections';
import { createReactorMetrics, openReactorMemory, runReactor } from '@app/reactors';
import { openFactKey } from '@app/recording';

export interface OpenReactorsOptions {
  readonly registry: Registry;
  readonly group: ProjectionGroup;
  readonly store: EventStore;
  /** Where the log is followed. */
  readonly source: LogSource;
  readonly vaultSql: Sql;
  /** Sees schema `read`. */
  readonly sql: Sql;
  readonly database: ReadDatabase;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

export interface OpenReactors {
  /** After the signal's abort: waits for what is under way. Never throws. */
  close(): Promise<void>;
}

/** Runs every reactor beside the read models that it looks at. */
export const openReactors = async (options: OpenReactorsOptions): Promise<OpenReactors> => {
  const { registry, group, store, source, vaultSql, sql, database, clock, logger, signal } = options;
  const memory = await openReactorMemory(vaultSql);
  const key = await openFactKey(vaultSql);
  const waiter = createPositionWaiter({ sql, database, group: group.name, logger });
  const metrics = createReactorMetrics(registry);
  const running = problemReactors({ store, key, newAttemptId: randomUUID }).map((reactor) =>
    runReactor({ reactor, group, source, database, memory, waiter, clock, logger, metrics, signal }),
  );
  return {
    close: async () => {
      await waiter.close();
      await Promise.all(running.map(({ done }) => done));
    },
  };
};

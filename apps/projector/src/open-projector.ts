import { randomUUID } from 'node:crypto';
import { createEventStore } from '@app/event-store';
import { readModels } from '@app/evaluations';
import { openLedger } from '@app/ledger';
import {
  type Clock,
  connect,
  createRegistry,
  disconnect,
  type Logger,
  prepareDatabase,
  roleOf,
} from '@app/platform';
import { createProjectionMetrics, runGroup } from '@app/projections';

export interface OpenProjectorOptions {
  /** `postgres://...` */
  readonly databaseUrl: string;
  /** `esdb://...` */
  readonly eventStoreUrl: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface Projector {
  /** Rejects when it cannot go on: the read models are of another ledger or a longer log. Resolves after `close`. */
  readonly done: Promise<void>;
  /** Lets go of what it owns, with everything written that was under way. Never throws. */
  close(): Promise<void>;
}

/**
 * Keeps the read models up with the log. May run in several processes: one owns the group, the others stand by.
 *
 * @throws what cannot be opened: a database that may not be set up, a log of another ledger
 */
export const openProjector = async (options: OpenProjectorOptions): Promise<Projector> => {
  const { databaseUrl: url, eventStoreUrl, clock, logger } = options;
  await prepareDatabase(url, 'projector setup');
  const store = createEventStore({ connectionString: eventStoreUrl });
  const vaultSql = connect({ url, role: roleOf.vault, logger, applicationName: 'projector vault', max: 1 });
  const stop = new AbortController();
  try {
    const ledger = await openLedger({ store, vaultSql, newLedgerId: randomUUID(), logger });
    const { done } = runGroup({
      group: readModels(),
      store,
      database: { url, role: roleOf.read, logger },
      ledgerId: ledger.ledgerId,
      clock,
      logger,
      metrics: createProjectionMetrics(createRegistry('projector')),
      onPosition: (position) => ledger.saw(position),
      signal: stop.signal,
    });
    done.catch(() => undefined); // told by `done` itself to whoever waits for it
    const close = async (): Promise<void> => {
      stop.abort();
      await done.catch(() => undefined);
      await ledger.close();
      await store.close().catch(() => undefined);
      await disconnect(vaultSql);
    };
    return { done, close };
  } catch (error) {
    await store.close().catch(() => undefined);
    await disconnect(vaultSql);
    throw error;
  }
};

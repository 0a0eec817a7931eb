import { randomUUID } from 'node:crypto';
import {
  createAuditMetrics,
  openHeadVault,
  openSigningKeys,
  runTransparency,
  runVerifications,
  type SigningKeyFiles,
} from '@app/audit';
import { AUDIT_EVENTS } from '@app/audit/domain';
import { deadlineOwnerOf, noticesReaction } from '@app/escalations';
import { createEventStore, createEventStoreMetrics } from '@app/event-store';
import { eventShapes, openFrozenDocuments, readModels } from '@app/evaluations';
import { openLedger } from '@app/ledger';
import {
  type Clock,
  connect,
  createRegistry,
  disconnect,
  type Logger,
  prepareDatabase,
  type Registry,
  roleOf,
} from '@app/platform';
import {
  createProjectionMetrics,
  measureLag,
  prepareReadModels,
  runGroup,
  type RunnerStatus,
  watchLag,
} from '@app/projections';
import { createDeadlineMetrics, measureDeadlines, runDeadlines } from '@app/reactors';
import { openReactors } from './open-reactors.js';
import { openReadings } from './open-readings.js';

export interface OpenProjectorOptions extends SigningKeyFiles {
  /** `postgres://...` */
  readonly databaseUrl: string;
  /** `esdb://...` */
  readonly eventStoreUrl: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long after a tree head the next one is signed, default an hour. */
  readonly headIntervalSeconds?: number;
  /** Whether the log is read in a thread of its own for what is made anew: of the built program only. Default: not. */
  readonly inThread?: boolean;
  /** How often deadlines are looked at, default every second. */
  readonly deadlinesEveryMs?: number;
}

export interface Projector {
  /** Rejects when it cannot go on: the read models are of another ledger or a longer log. Resolves after `close`. */
  readonly done: Promise<void>;
  readonly registry: Registry;
  /** Why the read models are not looked after at the moment; undefined while they are, here or by another process. */
  readonly notReady: () => string | undefined;
  /** Lets go of what it owns, with everything written that was under way. Never throws. */
  close(): Promise<void>;
}

const reasonOf = (status: RunnerStatus): string | undefined => {
  switch (status.kind) {
    case 'starting':
    case 'stopped':
      return `the projector is ${status.kind}`;
    case 'failing':
      return status.error;
    case 'standby':
    case 'catching-up':
    case 'rebuilding':
    case 'running':
      return undefined;
  }
};

/**
 * Keeps the read models up with the log, and says in it what falls due. May run in several processes: one owns the group, the others stand by.
 *
 * @throws what cannot be opened: a database that may not be set up, a log of another ledger
 */
export const openProjector = async (options: OpenProjectorOptions): Promise<Projector> => {
  const { databaseUrl: url, eventStoreUrl, clock, logger, deadlinesEveryMs } = options;
  await prepareDatabase(url, 'projector setup');
  const registry = createRegistry('projector');
  const store = createEventStore({
    connectionString: eventStoreUrl,
    shapes: eventShapes(AUDIT_EVENTS),
    metrics: createEventStoreMetrics(registry),
  });
  const vaultSql = connect({ url, role: roleOf.vault, logger, applicationName: 'projector vault', max: 1 });
  const readSql = connect({ url, role: roleOf.read, logger, applicationName: 'projector lag', max: 1 });
  const stop = new AbortController();
  try {
    const keys = await openSigningKeys(vaultSql, options);
    const ledger = await openLedger({ store, vaultSql, newLedgerId: randomUUID(), logger });
    const group = readModels();
    await prepareReadModels(readSql, [group], ledger.ledgerId);
    const readings = openReadings({ ...options, store, ledgerId: ledger.ledgerId });
    const shared = store.shared();
    const running = runGroup({
      group,
      store,
      source: shared.current,
      openReading: readings.ofLog,
      database: { url, role: roleOf.read, logger },
      ledgerId: ledger.ledgerId,
      clock,
      logger,
      metrics: createProjectionMetrics(registry),
      onPosition: (position) => ledger.saw(position),
      signal: stop.signal,
    });
    const { done } = running;
    const heads = await openHeadVault(vaultSql);
    const verifications = runVerifications({
      store,
      stored: store.asStored(),
      openReading: readings.withTree,
      groupOf: readModels,
      database: { url, role: roleOf.read, logger },
      ledgerId: ledger.ledgerId,
      heads,
      documents: await openFrozenDocuments(vaultSql),
      clock,
      logger,
      signal: stop.signal,
    });
    const transparency = runTransparency({
      store: store.asStored(),
      source: shared.stored,
      database: { url, role: roleOf.read, logger },
      ledgerId: ledger.ledgerId,
      vault: heads,
      keys,
      clock,
      intervalSeconds: options.headIntervalSeconds ?? 3_600,
      logger,
      metrics: createAuditMetrics(registry),
      signal: stop.signal,
    });
    const lag = watchLag({ sql: readSql, store, group: group.name, clock, logger });
    measureLag(registry, group, lag);
    const deadlines = runDeadlines({
      group,
      store,
      reaction: noticesReaction,
      ownerOf: deadlineOwnerOf,
      database: { url, role: roleOf.read, logger },
      clock,
      logger,
      metrics: createDeadlineMetrics(registry),
      ...(deadlinesEveryMs === undefined ? {} : { everyMs: deadlinesEveryMs }),
      signal: stop.signal,
    });
    measureDeadlines(registry, readSql, clock);
    const reactors = await openReactors({
      registry,
      group,
      store,
      source: shared.current,
      vaultSql,
      sql: readSql,
      database: { url, role: roleOf.read, logger },
      clock,
      logger,
      signal: stop.signal,
    });
    done.catch(() => undefined); // told by `done` itself to whoever waits for it
    const close = async (): Promise<void> => {
      stop.abort();
      await done.catch(() => undefined);
      await transparency;
      await verifications;
      await deadlines.done;
      await reactors.close();
      await lag.close();
      await ledger.close();
      await store.close().catch(() => undefined);
      await disconnect(vaultSql);
      await disconnect(readSql);
    };
    return { done, registry, notReady: () => reasonOf(running.status()), close };
  } catch (error) {
    await store.close().catch(() => undefined);
    await disconnect(vaultSql);
    await disconnect(readSql);
    throw error;
  }
};

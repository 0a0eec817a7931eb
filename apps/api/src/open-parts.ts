import { randomUUID } from 'node:crypto';
import { openHeadVault, prepareTree, prepareVerifications } from '@app/audit';
import { AUDIT_EVENTS } from '@app/audit/domain';
import { createEventStore, createEventStoreMetrics } from '@app/event-store';
import { eventShapes, openFrozenDocuments, readModels } from '@app/evaluations';
import { type Ledger, type LedgerRefusedError, openLedger } from '@app/ledger';
import {
  type Clock,
  connect,
  createRegistry,
  disconnect,
  type Logger,
  prepareDatabase,
  roleOf,
} from '@app/platform';
import { openReportVault } from '@app/problems';
import { createPositionWaiter, prepareReadModels, watchLag } from '@app/projections';
import { openReactorMemory } from '@app/reactors';
import { openFactKey } from '@app/recording';
import type { ApiParts } from './api-parts.js';
import { factCatalogue } from './fact-catalogue.js';
import type { Tokens } from './http/tokens.js';
import { FOR_IMPORTS, FOR_REQUESTS } from './log-limits.js';
import { ReadModels } from './read-models.js';
import { seeing } from './seeing-store.js';

export interface OpenPartsOptions {
  /** `postgres://...` */
  readonly databaseUrl: string;
  /** `esdb://...` */
  readonly eventStoreUrl: string;
  readonly tokens: Tokens;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Answers tell when the read models are behind by more than this, default 5. */
  readonly lagLimitSeconds?: number;
  /** Most bytes of a report of a root cause analysis, default 10 MiB. */
  readonly reportLimitBytes?: number;
  /** Called when the log turns out to be another one by now, or to have lost its end: see `openLedger`. */
  readonly onRefused?: (error: LedgerRefusedError) => void;
}

export interface OpenParts {
  readonly parts: ApiParts;
  /** Gives everything back. Never throws. */
  close(): Promise<void>;
}

const DEFAULT_REPORT_LIMIT_BYTES = 10 * 1024 * 1024;

/**
 * Opens log, vault and read models, and makes in the database what is not there yet. Other processes may do the same at
 * the same moment.
 *
 * @throws what cannot be opened: a database that may not be set up, a log of another ledger
 */
export const openParts = async (options: OpenPartsOptions): Promise<OpenParts> => {
  const { databaseUrl: url, eventStoreUrl, tokens, clock, logger } = options;
  await prepareDatabase(url, 'api setup');
  const database = { url, role: roleOf.read, logger };
  const vault = connect({ url, role: roleOf.vault, logger, applicationName: 'api vault', max: 2 });
  const sql = connect({ ...database, applicationName: 'api', statementTimeoutMs: 60_000 });
  const locks = connect({ ...database, applicationName: 'api locks', max: 4, statementTimeoutMs: 60_000 });
  const registry = createRegistry('api');
  const log = createEventStore({
    connectionString: eventStoreUrl,
    shapes: eventShapes(AUDIT_EVENTS),
    metrics: createEventStoreMetrics(registry),
  });
  const opened: (() => Promise<void>)[] = [
    () => disconnect(vault),
    () => disconnect(sql),
    () => disconnect(locks),
    () => log.close(),
  ];
  const close = async (): Promise<void> => {
    for (const end of opened.reverse()) await end().catch(() => undefined);
  };
  try {
    const key = await openFactKey(vault);
    const documents = await openFrozenDocuments(vault);
    const reports = await openReportVault(vault);
    const reactorMemory = await openReactorMemory(vault);
    const ledger: Ledger = await openLedger({
      store: log,
      vaultSql: vault,
      newLedgerId: randomUUID(),
      logger,
      ...(options.onRefused === undefined ? {} : { onRefused: options.onRefused }),
    });
    opened.push(() => ledger.close());
    const group = readModels();
    await prepareReadModels(sql, [group], ledger.ledgerId);
    await prepareTree(sql);
    await prepareVerifications(sql);
    const heads = await openHeadVault(vault);
    const waiter = createPositionWaiter({ sql, database, group: group.name, logger });
    opened.push(() => waiter.close());
    const lag = watchLag({ sql, store: log, group: group.name, clock, logger });
    opened.push(() => lag.close());
    const store = seeing(log.withLimits(FOR_REQUESTS), ledger);
    const parts: ApiParts = {
      clock,
      logger,
      registry,
      tokens,
      sql,
      locks,
      store,
      recording: { store, key, newAttemptId: randomUUID },
      importing: { store: seeing(log.withLimits(FOR_IMPORTS), ledger), key, newAttemptId: randomUUID },
      documents,
      audit: { ledgerId: ledger.ledgerId, log: log.asStored(), vault: heads },
      reports,
      reportLimitBytes: options.reportLimitBytes ?? DEFAULT_REPORT_LIMIT_BYTES,
      catalogue: factCatalogue,
      readModels: new ReadModels(sql, group, waiter, { store, clock }),
      groups: [group],
      reactorMemory,
      lag,
      lagLimitSeconds: options.lagLimitSeconds ?? 5,
    };
    return { parts, close };
  } catch (error) {
    await close();
    throw error;
  }
};

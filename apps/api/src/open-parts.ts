import { randomBytes, randomUUID } from 'node:crypto';
import { createEventStore } from '@app/event-store';
import { openFrozenDocuments, readModels } from '@app/evaluations';
import { type Ledger, openLedger } from '@app/ledger';
import {
  type Clock,
  connect,
  createRegistry,
  disconnect,
  ensureSecret,
  type Logger,
  migrate,
  prepareDatabase,
  roleOf,
  secretMigrations,
  type Sql,
} from '@app/platform';
import { createPositionWaiter, migrateGroups } from '@app/projections';
import type { ApiParts } from './api-parts.js';
import { factCatalogue } from './fact-catalogue.js';
import type { Tokens } from './http/tokens.js';
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
}

export interface OpenParts {
  readonly parts: ApiParts;
  /** Gives everything back. Never throws. */
  close(): Promise<void>;
}

const factKey = async (vault: Sql): Promise<Uint8Array> => {
  await migrate(vault, 'vault', secretMigrations);
  return ensureSecret(vault, 'fact-id-hmac', randomBytes(32));
};

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
  const log = createEventStore({ connectionString: eventStoreUrl });
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
    const key = await factKey(vault);
    const documents = await openFrozenDocuments(vault);
    const ledger: Ledger = await openLedger({
      store: log,
      vaultSql: vault,
      newLedgerId: randomUUID(),
      logger,
    });
    opened.push(() => ledger.close());
    const group = readModels();
    await migrateGroups(sql, [group]);
    const waiter = createPositionWaiter({ sql, database, group: group.name, logger });
    opened.push(() => waiter.close());
    const store = seeing(log, ledger);
    const parts: ApiParts = {
      clock,
      logger,
      registry: createRegistry('api'),
      tokens,
      sql,
      locks,
      store,
      recording: { store, key, newAttemptId: randomUUID },
      documents,
      catalogue: factCatalogue,
      readModels: new ReadModels(sql, group.name, waiter),
      groups: [group],
    };
    return { parts, close };
  } catch (error) {
    await close();
    throw error;
  }
};

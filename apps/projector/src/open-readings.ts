import { growTree, openTreeThread } from '@app/audit';
import { type ConnectedEventStore, type LogReading, openLogThread } from '@app/event-store';
import { type Logger, roleOf } from '@app/platform';

export interface OpenReadingsOptions {
  readonly store: ConnectedEventStore;
  /** `esdb://...`, of that store. */
  readonly eventStoreUrl: string;
  /** `postgres://...` */
  readonly databaseUrl: string;
  readonly ledgerId: string;
  readonly logger: Logger;
  readonly inThreads?: boolean;
}

/** How the log is read for what is made anew, from its beginning: beside those who follow it, in shapes of today. */
export interface Readings {
  /** For a rebuild. */
  ofLog(this: void): Promise<LogReading>;
  /** For a verification: a tree grows with it in schema `scratch`. */
  withTree(this: void): Promise<LogReading>;
}

export const openReadings = (options: OpenReadingsOptions): Readings => {
  const { store, eventStoreUrl, databaseUrl, ledgerId, logger, inThreads = false } = options;
  const source = store.asStored();
  const understood = (reading: LogReading): LogReading => ({
    ...store.understood(reading),
    close: () => reading.close(),
  });
  if (inThreads)
    return {
      ofLog: async () => understood(await openLogThread({ connectionString: eventStoreUrl })),
      withTree: async () => understood(await openTreeThread({ eventStoreUrl, databaseUrl, ledgerId })),
    };
  const database = { url: databaseUrl, role: roleOf.read, logger };
  return {
    ofLog: () => Promise.resolve({ ...store, close: () => Promise.resolve() }),
    withTree: async () => understood(await growTree({ source, database, ledgerId })),
  };
};

import { growTree, openTreeReading } from '@app/audit';
import { type ConnectedEventStore, type LogReading, openLogReading, ReadingThread } from '@app/event-store';
import { type Logger, roleOf } from '@app/platform';

export interface OpenReadingsOptions {
  readonly store: ConnectedEventStore;
  /** `esdb://...`, of that store. */
  readonly eventStoreUrl: string;
  /** `postgres://...` */
  readonly databaseUrl: string;
  readonly ledgerId: string;
  readonly logger: Logger;
  readonly inThread?: boolean;
}

/** How the log is read for what is made anew, from its beginning: beside those who follow it, in shapes of today. */
export interface Readings {
  /** For a rebuild. */
  ofLog(this: void): Promise<LogReading>;
  /** For a verification: a tree grows with it in schema `scratch`. */
  withTree(this: void): Promise<LogReading>;
}

export const openReadings = (options: OpenReadingsOptions): Readings => {
  const { store, eventStoreUrl, databaseUrl, ledgerId, logger, inThread = false } = options;
  const source = store.asStored();
  const understood = (reading: LogReading): LogReading => ({
    ...store.understood(reading),
    close: () => reading.close(),
  });
  if (inThread) {
    const thread = new ReadingThread();
    const log = { connectionString: eventStoreUrl };
    const tree = { eventStoreUrl, databaseUrl, ledgerId };
    return {
      ofLog: async () => understood(await openLogReading(thread, log)),
      withTree: async () => understood(await openTreeReading(thread, tree)),
    };
  }
  const database = { url: databaseUrl, role: roleOf.read, logger };
  return {
    ofLog: () => Promise.resolve({ ...store, close: () => Promise.resolve() }),
    withTree: async () => understood(await growTree({ source, database, ledgerId })),
  };
};

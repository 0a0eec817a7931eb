import type { LogReading, ReadingThread } from '@app/event-store';

/** Plain data, as a thread can be given it. */
export interface TreeReadingOptions {
  /** `esdb://...` */
  readonly eventStoreUrl: string;
  /** `postgres://...` */
  readonly databaseUrl: string;
  readonly ledgerId: string;
}

/**
 * `growTree` in a thread that reads and hashes while another one folds.
 *
 * @throws what the log or the database throws; the tables have to be there
 */
export const openTreeReading = (thread: ReadingThread, options: TreeReadingOptions): Promise<LogReading> =>
  thread.open(new URL('./tree-reading.opener.js', import.meta.url), options);

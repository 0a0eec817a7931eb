import { type LogReading, readInThread } from '@app/event-store';

/** Plain data, as a thread can be given it. */
export interface TreeThreadOptions {
  /** `esdb://...` */
  readonly eventStoreUrl: string;
  /** `postgres://...` */
  readonly databaseUrl: string;
  readonly ledgerId: string;
}

/**
 * `growTree` in a thread of its own, which reads and hashes while another one folds. Of the built program only: a thread
 * begins with a file of JavaScript.
 *
 * @throws what the log or the database throws; the tables have to be there
 */
export const openTreeThread = (options: TreeThreadOptions): Promise<LogReading> =>
  readInThread(new URL('./tree-thread.main.js', import.meta.url), options);

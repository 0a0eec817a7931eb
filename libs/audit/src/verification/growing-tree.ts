import type { LogReading, LogSource } from '@app/event-store';
import { disconnect } from '@app/platform';
import type { ReadDatabase } from '@app/projections';
import { type TreeEvent, TreeWriter } from '../tree-writer.js';
import { connectScratch } from './scratch-tree.js';

export interface GrowingTreeOptions<Event extends TreeEvent> {
  /** Events as they are stored: what is hashed. */
  readonly source: LogSource<Event>;
  readonly database: ReadDatabase;
  readonly ledgerId: string;
}

/**
 * The log as it is read, while the tree in schema `scratch` grows with it: whoever is given a batch knows that its leaves
 * are there. May run in a thread of its own; `ScratchTree` sees what it has made.
 *
 * @throws what the database throws; the tables have to be there
 */
export const growTree = async <Event extends TreeEvent>({
  source,
  database,
  ledgerId,
}: GrowingTreeOptions<Event>): Promise<LogReading<Event>> => {
  const sql = connectScratch(database, 'sla-ledger verification tree');
  try {
    const writer = await TreeWriter.open(sql, ledgerId);
    let adding = Promise.resolve();
    // One after the other: who has left may have had a batch under way, and whoever comes next begins before it.
    const add = (events: readonly TreeEvent[]): Promise<void> =>
      (adding = adding.then(() => writer.add(events)));
    return {
      async *subscribeAll(options) {
        for await (const batch of source.subscribeAll(options)) {
          await add(batch.events);
          yield batch;
        }
      },
      close: () => disconnect(sql),
    };
  } catch (error) {
    await disconnect(sql);
    throw error;
  }
};

import { createEventStore, type ReadingOpener } from '@app/event-store';
import { roleOf } from '@app/platform';
import { growTree } from './growing-tree.js';
import type { TreeReadingOptions } from './open-tree-reading.js';

export const open: ReadingOpener<TreeReadingOptions> = async ({
  eventStoreUrl,
  databaseUrl: url,
  ledgerId,
}) => {
  const store = createEventStore({ connectionString: eventStoreUrl });
  const tree = await growTree({
    source: store.asCanonicalText(),
    database: { url, role: roleOf.read },
    ledgerId,
  });
  return {
    subscribeAll: (options) => tree.subscribeAll(options),
    close: async () => {
      await tree.close();
      await store.close();
    },
  };
};

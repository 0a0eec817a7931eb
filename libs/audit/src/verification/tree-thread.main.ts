import { createEventStore, serveInThread } from '@app/event-store';
import { roleOf } from '@app/platform';
import { growTree } from './growing-tree.js';
import type { TreeThreadOptions } from './tree-thread.js';

await serveInThread(async ({ eventStoreUrl, databaseUrl: url, ledgerId }: TreeThreadOptions) => {
  const store = createEventStore({ connectionString: eventStoreUrl });
  const tree = await growTree({ source: store.asStored(), database: { url, role: roleOf.read }, ledgerId });
  return {
    subscribeAll: (options) => tree.subscribeAll(options),
    close: async () => {
      await tree.close();
      await store.close();
    },
  };
});

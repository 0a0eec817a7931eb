import { roleOf } from '@app/platform';
import { MemoryEventStore } from '../../../projections/test/memory-event-store.js';
import { type AuditHarness, createAuditHarness, LEDGER_ID } from '../../test/audit-harness.js';
import { mth } from '../../test/rfc6962.oracle.js';
import { leafText } from '../domain/leaf.js';
import { rootAt } from '../stored-tree.js';
import { growTree } from './growing-tree.js';
import { ScratchTree } from './scratch-tree.js';

describe('a tree that grows as the log is read', () => {
  let harness: AuditHarness;

  beforeAll(async () => {
    harness = await createAuditHarness();
  });
  afterAll(() => harness.close());

  it('holds what was handed over, also where one who left had more under way as the next one began', async () => {
    const database = { url: harness.url, role: roleOf.read };
    const tree = await ScratchTree.open(database);
    const store = new MemoryEventStore();
    for (let n = 0; n < 60; n += 1) store.add('Happened', { n });
    store.cut = () => 7;
    const kinds = await harness.sql`
      select distinct relpersistence as kind from pg_class
      where relnamespace = 'scratch'::regnamespace and relkind = 'r' and relname like 'audit\\_%'`;
    expect(kinds).toEqual([{ kind: 'u' }]);
    const reading = await growTree({ source: store, database, ledgerId: LEDGER_ID });
    try {
      const one = reading.subscribeAll()[Symbol.asyncIterator]();
      const first = await one.next();
      const underWay = one.next();
      store.cut = () => 5;
      const after = (first.value as { position: bigint }).position;
      const sizes: boolean[] = [];
      for await (const batch of reading.subscribeAll({ after })) {
        const made = await tree.made();
        sizes.push(made.position !== undefined && made.position >= batch.position);
        if (batch.position === store.events.at(-1)?.position) break;
      }
      await underWay;
      await one.return?.();
      expect(sizes.length).toBeGreaterThan(5);
      expect(sizes).not.toContain(false);
      const made = await tree.made();
      expect(made.treeSize).toBe(60);
      const leaves = store.events.map((event) => Buffer.from(leafText(event, LEDGER_ID)));
      expect(await rootAt(made.sql, 60)).toBe(mth(leaves));
    } finally {
      await reading.close();
      await tree.discard();
    }
  });
});

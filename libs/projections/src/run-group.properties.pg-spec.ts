import fc from 'fast-check';
import { accountEvent, actualRows, expectedRows, fill } from '../test/account-events.js';
import { accounts, dump } from '../test/accounts.js';
import type { Cut } from '../test/cutting-proxy.js';
import { createGroupHarness, type GroupHarness, soon, until } from '../test/group-harness.js';
import { MemoryEventStore } from '../test/memory-event-store.js';
import { askForRebuild, readRebuild } from './rebuild/rebuild-job.js';

/*
 * Each mechanism was taken out once, in a copy, to see what fails:
 * - the checkpoint moved in a transaction of its own: both properties here
 * - the cache not emptied before a batch is folded in pieces: both, and "lets everything before it be saved"
 * - orders not carried out at their place in the batch: both
 * - the position not compared when the checkpoint moves: "stops when its checkpoint was moved under it"
 * - the lock given to everybody: all of "a standby"
 * - new rows that go beyond the serving ones before they are compared, or no standstill: "never shows a reader ..."
 * - the switch, or a reader, without its lock: "waits for a reader, who sees nothing of it"
 * - what was remembered kept over a switch: "mends rows that somebody else has changed"
 */

const cut: fc.Arbitrary<Cut> = fc.oneof(
  fc.record({ kind: fc.constant('commit-answer' as const), nth: fc.integer({ min: 1, max: 6 }) }),
  fc.record({ kind: fc.constant('piece' as const), nth: fc.integer({ min: 1, max: 160 }) }),
);

const sizes = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 8 });
const keepStates = fc.constantFrom(0, 2, 100);
const numRuns = Number(process.env['SPEC_RUNS'] ?? 25);

const cutBy = (store: MemoryEventStore, lengths: readonly number[]): void => {
  let turn = 0;
  store.cut = () => lengths[(turn += 1) % lengths.length] ?? 1;
};

describe('the rows of a group', () => {
  let harness: GroupHarness;

  beforeAll(async () => {
    harness = await createGroupHarness();
  });
  afterEach(() => harness.stopAll());
  afterAll(() => harness.close());

  /** Rows of one runner that nothing disturbs, which are what the oracle says. */
  const cleanFold = async (store: MemoryEventStore): Promise<string> => {
    await harness.empty();
    harness.start(store);
    await harness.folded(store);
    await harness.stopAll();
    expect(await actualRows(harness.sql)).toEqual(expectedRows(store));
    return dump(harness.sql);
  };

  it('are those of one fold: any events and orders, any batches, any cuts, one runner or two', async () => {
    const seen = { commitAnswer: 0, piece: 0 };
    const property = fc.asyncProperty(
      fc.array(accountEvent, { minLength: 1, maxLength: 40, size: 'max' }),
      sizes,
      fc.array(cut, { maxLength: 4 }),
      fc.boolean(),
      keepStates,
      async (events, lengths, cuts, two, keep) => {
        const store = new MemoryEventStore();
        fill(store, events);
        const clean = await cleanFold(store);

        await harness.empty();
        const left = [...cuts];
        const proxy = await harness.proxy(() => left.shift() ?? { kind: 'never' });
        cutBy(store, lengths);
        const options = { url: proxy.url, group: accounts({ keepStates: keep }) };
        harness.start(store, options);
        if (two) harness.start(store, options);
        await harness.folded(store);
        await harness.stopAll();
        seen.commitAnswer += proxy.cuts.commitAnswer;
        seen.piece += proxy.cuts.piece;
        expect(await dump(harness.sql)).toBe(clean);
      },
    );
    await fc.assert(property, { numRuns, endOnFailure: true });
    expect(seen.commitAnswer).toBeGreaterThan(0);
    expect(seen.piece).toBeGreaterThan(0);
  }, 240_000);

  it('are those of one fold when they are made anew: any events before and meanwhile, any batches, any cuts', async () => {
    let seen = 0;
    const property = fc.asyncProperty(
      fc.array(accountEvent, { minLength: 1, maxLength: 30, size: 'max' }),
      fc.array(accountEvent, { maxLength: 30, size: 'max' }),
      sizes,
      fc.array(cut, { maxLength: 6 }),
      keepStates,
      async (before, meanwhile, lengths, cuts, keep) => {
        await harness.empty();
        const store = new MemoryEventStore();
        fill(store, before);
        const left: Cut[] = [];
        const proxy = await harness.proxy(() => left.shift() ?? { kind: 'never' });
        cutBy(store, lengths);
        harness.start(store, { url: proxy.url, group: accounts({ keepStates: keep }) });
        await harness.folded(store);

        // From here on connections are cut: of the rebuild, of its comparison, or of the owner.
        left.push(...cuts);
        if (cuts.length > 3) proxy.cutAll();
        await askForRebuild(harness.sql, 'accounts');
        for (const event of meanwhile) {
          fill(store, [event]);
          await soon(3); // so that some come while the rebuild is at it
        }
        const isDone = async (): Promise<boolean> =>
          (await readRebuild(harness.sql, 'accounts'))?.state === 'done';
        await until(isDone, () => 'the rebuild does not end');
        await harness.folded(store);
        await harness.stopAll();
        seen += proxy.cuts.commitAnswer + proxy.cuts.piece;
        expect((await readRebuild(harness.sql, 'accounts'))?.differences).toEqual([]);

        const made = await dump(harness.sql);
        store.cut = () => 512;
        expect(made).toBe(await cleanFold(store));
      },
    );
    await fc.assert(property, { numRuns, endOnFailure: true });
    expect(seen).toBeGreaterThan(0);
  }, 240_000);
});

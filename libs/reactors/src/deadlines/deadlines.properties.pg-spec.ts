import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { EventStore } from '@app/event-store';
import { connect, disconnect, roleOf, type Sql, systemClock } from '@app/platform';
import { prepareReadModels, runGroup } from '@app/projections';
import { pino } from 'pino';
import type { TestDatabase } from '../../../../test/support/test-database.js';
import { startTestLog, type TestLog } from '../../../../test/support/test-log.js';
import { type Crash, crashingAt } from '../../../../test/support/crashing-store.js';
import { kitchen, rings, timersOf, type TimerSet } from '../../test/timers.js';
import { DeadlinePoller } from './deadline-poller.js';
import { firingId } from './firing-id.js';

const ledgerId = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
const logger = pino({ level: process.env['SPEC_LOG'] ?? 'silent' });

/** What happens one after another. */
type Step =
  | { readonly kind: 'facts'; readonly facts: readonly (readonly [owner: number, fact: TimerSet])[] }
  | { readonly kind: 'later'; readonly seconds: number }
  /** So many processes look at once; each dies at an append, or lives. */
  | { readonly kind: 'poll'; readonly crashes: readonly (Crash | undefined)[] };

/** Heavier than whatever else is said of a timer. */
const CALLED_OFF = 99;

const fact = fc.tuple(
  fc.nat(2),
  fc.record({
    name: fc.constantFrom('eggs', 'rice'),
    weight: fc.nat(50),
    at: fc.oneof({ weight: 3, arbitrary: fc.nat(25) }, { weight: 1, arbitrary: fc.constant(null) }),
  }),
);
const crash = fc.option(
  fc.record({
    nth: fc.integer({ min: 1, max: 3 }),
    when: fc.constantFrom('before' as const, 'after' as const),
  }),
  { nil: undefined },
);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('facts' as const), facts: fc.array(fact, { maxLength: 4 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('later' as const), seconds: fc.nat(10) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('poll' as const),
      crashes: fc.array(crash, { minLength: 1, maxLength: 2 }),
    }),
  },
);
/** No two facts of one weight about one timer: which of them counts would be a matter of arrival. */
const weighed = (steps: readonly Step[]): readonly Step[] => {
  const seen = new Set<string>();
  return steps.map((each) =>
    each.kind === 'facts'
      ? {
          ...each,
          facts: each.facts.filter(([owner, { name, weight }]) => {
            const key = `${owner} ${name} ${weight}`;
            return !seen.has(key) && seen.add(key);
          }),
        }
      : each,
  );
};

describe('deadlines behind the real log', () => {
  let log: TestLog;
  let database: TestDatabase;
  let store: EventStore;
  let sql: Sql;
  let run = 0;
  const stop = new AbortController();

  beforeAll(async () => {
    log = await startTestLog(logger);
    ({ database, store } = log);
    sql = connect({ url: database.url, applicationName: 'spec', role: roleOf.read, max: 6 });
    await prepareReadModels(sql, [kitchen()], ledgerId);
    const where = { database: { url: database.url, role: roleOf.read }, logger };
    void runGroup({ ...where, group: kitchen(), store, ledgerId, clock: systemClock, signal: stop.signal });
  });
  afterAll(async () => {
    stop.abort();
    await log.stop(() => disconnect(sql));
  });

  const poll = async (now: number, crashAt: Crash | undefined): Promise<void> => {
    const options = {
      group: kitchen(),
      store: crashingAt(store, crashAt),
      reaction: rings,
      ownerOf: () => undefined,
      clock: { nowMs: () => now * 1_000 },
      logger,
      pageSize: 2,
    };
    await new DeadlinePoller(options, sql).poll(new AbortController().signal);
  };

  const record = async (owner: string, data: TimerSet): Promise<void> => {
    const event = { id: randomUUID(), type: 'TimerSet', data: { ...data }, metadata: {} };
    await store.append(owner, [event], 'any');
  };

  /**
   * What stands at the end, by owner and timer; never two firings without one lifted in between, and each under the id
   * that anybody else would have given it.
   */
  const standing = async (owners: readonly string[]): Promise<string[]> => {
    const stands = new Map<string, string>();
    const rounds = new Map<string, number>();
    const ids: string[] = [];
    for (const owner of owners) {
      for await (const { type, data } of store.readStream(rings.streamOf(owner))) {
        const [key, id] = [`${owner.slice(-1)} ${String(data['key'])}`, String(data['id'])];
        if (type === 'Rang') {
          const round = rounds.get(key) ?? 0;
          expect(stands.get(key)).toBeUndefined();
          expect(id).toBe(firingId(owner, String(data['key']), round));
          stands.set(key, id);
          rounds.set(key, round + 1);
          ids.push(id);
        } else {
          expect(stands.get(key)).toBe(id);
          stands.delete(key);
        }
      }
    }
    expect(new Set(ids).size).toBe(ids.length);
    return [...stands.keys()].sort();
  };

  it('are said once each, whatever the order of facts, who dies when, and how many look', async () => {
    let [lifted, crashed] = [0, 0];
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 24 }).map(weighed), async (steps) => {
        run += 1;
        const owners = [0, 1, 2].map((owner) => `run${run}-${owner}`);
        const facts: (readonly [number, TimerSet])[] = [];
        let now = 0;
        for (const each of steps) {
          if (each.kind === 'later') now += each.seconds;
          if (each.kind === 'poll') {
            crashed += each.crashes.filter(Boolean).length;
            await Promise.all(each.crashes.map((at) => poll(now, at)));
          }
          if (each.kind !== 'facts') continue;
          facts.push(...each.facts);
          // Each fact comes twice.
          for (const [owner, data] of [...each.facts, ...each.facts.toReversed()])
            await record(owners[owner] ?? '', data);
        }
        await poll(now, undefined);
        const due = [0, 1, 2].flatMap((owner) =>
          [...timersOf(facts.filter(([of]) => of === owner).map(([, data]) => data)).values()]
            .filter(({ at }) => at !== null && at <= now)
            .map(({ name }) => `${owner} ${name}`),
        );
        expect(await standing(owners)).toEqual(due.sort());
        // One of them is called off after all, which two see at once.
        const [off, ...rest] = due;
        const [owner, name] = off?.split(' ') ?? [];
        if (name !== undefined)
          await record(owners[Number(owner)] ?? '', { name, weight: CALLED_OFF, at: null });
        await Promise.all([poll(now, undefined), poll(now, undefined)]);
        expect(await standing(owners)).toEqual(rest);
        for (const owner of owners)
          for await (const { type } of store.readStream(rings.streamOf(owner)))
            lifted += type === 'Unrang' ? 1 : 0;
      }),
      { numRuns: 25 },
    );
    expect(lifted).toBeGreaterThan(3);
    expect(crashed).toBeGreaterThan(20);
  }, 240_000);

  it('are not said while the rows are behind the log', async () => {
    const owner = 'behind-0';
    await record(owner, { name: 'eggs', weight: 1, at: 5 });
    const before = { ...store, last: async () => ({ ...(await store.last())!, position: 10n ** 15n }) };
    const late = new AbortController();
    const options = { group: kitchen(), store: before, reaction: rings, ownerOf: () => undefined, logger };
    const poller = new DeadlinePoller({ ...options, clock: { nowMs: () => 9_000 } }, sql);
    setTimeout(() => late.abort(), 300);
    await poller.poll(late.signal);
    expect(await standing([owner])).toEqual([]);
    await poll(9, undefined);
    expect(await standing([owner])).toEqual(['0 eggs']);
  });

  it('that cannot be settled hold up no other', async () => {
    await record('broken-0', { name: 'eggs', weight: 1, at: 5 });
    await record('whole-0', { name: 'rice', weight: 1, at: 5 });
    const fussy = {
      ...rings,
      streamOf: (owner: string) => {
        if (owner === 'broken-0') throw new Error('never');
        return rings.streamOf(owner);
      },
    };
    const options = { group: kitchen(), store, reaction: fussy, ownerOf: () => undefined, logger };
    const poller = new DeadlinePoller({ ...options, clock: { nowMs: () => 9_000 } }, sql);
    await poller.poll(new AbortController().signal);
    expect(await standing(['whole-0'])).toEqual(['0 rice']);
    expect(await standing(['broken-0'])).toEqual([]);
  });
});

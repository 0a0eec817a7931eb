import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import type { EventBatch, LogSource, SharedSubscribeOptions, StoredEvent } from './event-store.js';
import { SharedReading } from './shared-reading.js';

const eventAt = (position: number): StoredEvent => ({
  id: '',
  stream: 's',
  revision: 0n,
  position: BigInt(position),
  recordedAtMs: 0,
  type: 'T',
  data: {},
  metadata: {},
});

/** A log in memory: positions 1, 2, 3 ... It hands over as a subscription does, and counts what it has handed over. */
class FakeLog implements LogSource {
  length = 0;
  read = 0;
  open = 0;
  private ended: { readonly error?: Error } | undefined;
  private wake: (() => void)[] = [];

  add(count: number): void {
    this.length += count;
    this.stir();
  }

  end(error?: Error): void {
    this.ended = error === undefined ? {} : { error };
    this.stir();
  }

  async *subscribeAll(options: SharedSubscribeOptions = {}): AsyncGenerator<EventBatch> {
    const { after = 0n, maxBatch = 512, signal } = options;
    const stir = () => this.stir();
    signal?.addEventListener('abort', stir);
    this.open += 1;
    try {
      let at = Number(after);
      for (let isFirst = true; signal?.aborted !== true; isFirst = false) {
        if (this.ended?.error) throw this.ended.error;
        if (this.ended) return;
        if (at === this.length && !isFirst) {
          await new Promise<void>((resolve) => this.wake.push(resolve));
          continue;
        }
        const count = Math.min(maxBatch, this.length - at);
        const events = Array.from({ length: count }, (_, index) => eventAt(at + index + 1));
        at += count;
        this.read += count;
        yield { events, position: BigInt(at), caughtUp: at === this.length };
      }
    } finally {
      this.open -= 1;
      signal?.removeEventListener('abort', stir);
    }
  }

  private stir(): void {
    for (const wake of this.wake.splice(0)) wake();
  }
}

/** Takes what comes, so many turns of the loop a batch, until it is stopped. */
class Follower {
  readonly positions: number[] = [];
  /** The last one that was claimed to be there. */
  claimed = 0;
  readonly done: Promise<void>;
  turns = 0;
  private readonly stopping = new AbortController();

  constructor(source: LogSource, options: SharedSubscribeOptions = {}) {
    this.done = this.follow(source, options);
    this.done.catch(() => undefined);
  }

  stop(): Promise<void> {
    this.stopping.abort();
    return this.done;
  }

  async has(position: number): Promise<void> {
    for (let turn = 0; this.claimed < position; turn += 1) {
      if (turn > 20_000) throw new Error(`${position} has not come, the last was ${this.claimed}`);
      await nextTurn();
    }
  }

  private async follow(source: LogSource, options: SharedSubscribeOptions): Promise<void> {
    const { signal } = this.stopping;
    for await (const { events, position } of source.subscribeAll({ maxDelayMs: 0, ...options, signal })) {
      for (const event of events) this.positions.push(Number(event.position));
      this.claimed = Number(position);
      if (events.length > 0 && events.at(-1)!.position > position) throw new Error('more than is claimed');
      for (let turn = 0; turn < this.turns; turn += 1) await nextTurn();
      if (signal.aborted) return;
    }
  }
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index + 1);
const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn += 1) await nextTurn();
};

describe('a log that is read once for several', () => {
  it('gives each of them every event once, in order, whoever comes, goes, is slow or falls behind', async () => {
    const follower = fc.record({
      comes: fc.nat(8),
      after: fc.nat(40),
      turns: fc.nat(12),
      maxBatch: fc.integer({ min: 1, max: 40 }),
      maxHeld: fc.integer({ min: 1, max: 100 }),
      mayFallBehind: fc.boolean(),
      isStopped: fc.boolean(),
    });
    const steps = fc.array(fc.record({ adds: fc.nat(60), waits: fc.nat(8) }), {
      minLength: 9,
      maxLength: 20,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(follower, { minLength: 1, maxLength: 5 }), steps, async (those, growth) => {
        const log = new FakeLog();
        log.add(40);
        const shared = new SharedReading(log, 10);
        const running: { readonly of: (typeof those)[number]; readonly follower: Follower }[] = [];
        for (const [step, { adds, waits }] of growth.entries()) {
          for (const of of those.filter(({ comes }) => comes === step)) {
            const { after, maxBatch, maxHeld, mayFallBehind } = of;
            const options = { after: BigInt(after), maxBatch, maxHeld, mayFallBehind };
            const each = new Follower(shared, after === 0 ? { maxBatch, maxHeld, mayFallBehind } : options);
            each.turns = of.turns;
            running.push({ of, follower: each });
          }
          log.add(adds);
          await turns(waits);
          const last = running.at(-1);
          if (step === 8 && last?.of.isStopped) await last.follower.stop();
        }
        for (const [index, { of, follower: each }] of running.entries()) {
          const isStopped = of.isStopped && index === running.length - 1;
          if (!isStopped) await each.has(log.length);
          await each.stop();
          const to = isStopped ? each.claimed : log.length;
          expect(each.positions).toEqual(range(of.after, Math.max(of.after, to)));
        }
        await turns(4);
        expect(log.open).toBe(0);
      }),
    );
  });

  it('is read once', async () => {
    const log = new FakeLog();
    const shared = new SharedReading(log);
    const all = [1, 2, 3, 4].map(() => new Follower(shared));
    await turns(20);
    for (let round = 0; round < 10; round += 1) {
      log.add(3);
      await Promise.all(all.map((each) => each.has(log.length)));
    }
    expect(log.read).toBe(30);
    expect(log.open).toBe(1);
    await Promise.all(all.map((each) => each.stop()));
    await turns(4);
    expect(log.open).toBe(0);
  });

  it('waits for one that is slow, and not for one that may fall behind', async () => {
    const log = new FakeLog();
    const shared = new SharedReading(log);
    const slow = new Follower(shared, { maxBatch: 10 });
    const quick = new Follower(shared, { maxBatch: 10_000 });
    const late = new Follower(shared, { maxBatch: 10, mayFallBehind: true });
    await turns(20);
    [slow.turns, late.turns] = [100_000, 100_000];
    for (let more = 0; more < 40; more += 1) {
      log.add(100);
      await turns(4);
    }
    // A batch in its hands, another held, one that came at once, and one on its way.
    expect(quick.claimed).toBeLessThan(2_000);
    await Promise.race([slow.stop(), turns(4)]);
    slow.turns = 0;
    await quick.has(log.length);
    expect(quick.positions).toEqual(range(0, 4_000));
    expect(late.claimed).toBeLessThan(1_000);
    late.turns = 0;
    await late.has(log.length);
    expect(late.positions).toEqual(range(0, 4_000));
    expect(log.read).toBeGreaterThan(4_000 + 1_000); // what it was not given, it has read by itself
    await Promise.all([quick.stop(), late.stop()]);
  });

  it('fails for all of them where it fails, and ends for all where it is closed', async () => {
    for (const error of [new Error('no such log'), undefined]) {
      const log = new FakeLog();
      const shared = new SharedReading(log);
      const all = [1, 2].map(() => new Follower(shared));
      log.add(5);
      await turns(20);
      log.end(error);
      for (const each of all) {
        if (error === undefined) await each.done;
        else await expect(each.done).rejects.toThrow(error);
        expect(each.positions).toEqual(range(0, 5));
      }
      expect(log.open).toBe(0);
    }
  });
});

import { setTimeout as pause } from 'node:timers/promises';
import { MessageChannel } from 'node:worker_threads';
import { canonicalJson } from '@app/platform/domain';
import type { CanonicalEvent, EventBatch, LogSource } from '../event-store.js';
import { logBehind, serveLog } from './log-port.js';

const batchOf = (number: number): EventBatch => ({
  events: [
    {
      id: `id-${number}`,
      stream: 'ticket-1',
      revision: BigInt(number),
      position: 2n ** 60n + BigInt(number),
      recordedAtMs: number,
      type: 'Happened',
      data: { text: 'é', list: [1, null] },
      metadata: {},
    },
  ],
  position: 2n ** 60n + BigInt(number),
  caughtUp: number === 5,
});

/** The same as the log gives it there. */
const textsOf = ({ events, ...batch }: EventBatch): EventBatch<CanonicalEvent> => ({
  ...batch,
  events: events.map(({ data, metadata, ...event }) => ({
    ...event,
    data: canonicalJson(data),
    metadata: canonicalJson(metadata),
  })),
});

/** A log of five batches, which then waits until it is left; keeps count of what is asked of it. */
class Counted implements LogSource<CanonicalEvent> {
  begun = 0;
  read = 0;
  ended = 0;

  constructor(private readonly fault?: Error) {}

  async *subscribeAll({ after, signal }: { after?: bigint; signal?: AbortSignal } = {}) {
    this.begun += 1;
    try {
      for (let number = after === undefined ? 1 : Number(after - 2n ** 60n) + 1; number <= 5; number += 1) {
        this.read += 1;
        yield textsOf(batchOf(number));
      }
      if (this.fault !== undefined) throw this.fault;
      await new Promise((resolve) => signal?.addEventListener('abort', resolve));
    } finally {
      this.ended += 1;
    }
  }
}

/** Until it holds; for ever where it does not. */
const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await pause(5);
};

describe('a log behind a port', () => {
  const open: (() => void)[] = [];

  afterEach(() => {
    for (const close of open.splice(0)) close();
  });

  const behind = (log: LogSource<CanonicalEvent>, gone = new Error('gone')) => {
    const { port1, port2 } = new MessageChannel();
    serveLog(port2, log);
    const close = (): void => port1.close();
    open.push(close);
    return { log: logBehind(port1, Promise.resolve(gone)), close, there: port2 };
  };

  const firstOf = async (log: LogSource, count: number, after?: bigint): Promise<EventBatch[]> => {
    const batches: EventBatch[] = [];
    for await (const batch of log.subscribeAll(after === undefined ? {} : { after })) {
      batches.push(batch);
      if (batches.length === count) break;
    }
    return batches;
  };

  it('is the log: every batch, in order, to as many as ask, from wherever each begins', async () => {
    const there = new Counted();
    const { log } = behind(there);
    const [all, rest] = await Promise.all([firstOf(log, 5), firstOf(log, 2, 2n ** 60n + 3n)]);
    expect(all).toEqual([1, 2, 3, 4, 5].map(batchOf));
    expect(rest).toEqual([4, 5].map(batchOf));
    await until(() => there.ended === 2);
  });

  it('is read no further than one batch ahead of whoever takes them', async () => {
    const there = new Counted();
    const batches = behind(there).log.subscribeAll()[Symbol.asyncIterator]();
    await batches.next();
    await pause(50);
    expect(there.read).toBe(2);
    await batches.next();
    await pause(50);
    expect(there.read).toBe(3);
    await batches.return?.();
    await until(() => there.ended === 1);
  });

  it('ends with the signal, there as well, also while it waits', async () => {
    const there = new Counted();
    const stop = new AbortController();
    const seen: EventBatch[] = [];
    for await (const batch of behind(there).log.subscribeAll({ signal: stop.signal })) {
      seen.push(batch);
      if (batch.caughtUp) setTimeout(() => stop.abort(), 20);
    }
    expect(seen).toHaveLength(5);
    await until(() => there.ended === 1);
    const late = behind(there).log.subscribeAll({ signal: stop.signal })[Symbol.asyncIterator]();
    expect(await late.next()).toMatchObject({ done: true });
    expect(there.begun).toBe(1);
  });

  it('throws what the log threw', async () => {
    const { log } = behind(new Counted(new RangeError('no such log')));
    await expect(firstOf(log, 6)).rejects.toThrow('no such log');
  });

  it('throws what it is given when nobody is behind the port any more', async () => {
    const gone = new Error('out of memory');
    const { log, there } = behind(new Counted(), gone);
    const following = firstOf(log, 6);
    await pause(20);
    there.close();
    await expect(following).rejects.toBe(gone);
  });
});

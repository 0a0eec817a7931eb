import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { LogReading, LogSource, ReadingThread as Thread, ReadingThreadOptions } from '@app/event-store';

/** The built one: a thread begins with a file of JavaScript. */
const built = pathToFileURL(resolve('dist/libs/event-store/src/thread/reading-thread.js')).href;
const { ReadingThread } = (await import(built)) as {
  ReadingThread: new (options?: ReadingThreadOptions) => Thread;
};

/** A log of one event, which names the thread that reads it; further on it does what it is told. */
const opener = `
  import { writeFileSync } from 'node:fs';
  import { threadId } from 'node:worker_threads';
  export const open = ({ refuse, then, closes, closed }) => {
    if (refuse !== undefined) throw new RangeError(refuse);
    return {
      async *subscribeAll({ signal }) {
        const event = { id: 'one', stream: 'a-1', revision: 0n, position: 2n ** 60n, recordedAtMs: 1, type: 'Read', data: JSON.stringify({ threadId }), metadata: '{}' };
        yield { events: [event], position: event.position, caughtUp: true };
        if (then === 'crash') setImmediate(() => { throw new Error('out of luck'); });
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
      },
      close: async () => {
        if (closes === 'never') await new Promise(() => setInterval(() => undefined, 1_000));
        if (closed !== undefined) writeFileSync(closed, '');
      },
    };
  };`;

describe('a thread in which the log is read', () => {
  let directory: string;
  let module: URL;
  const open: LogReading[] = [];

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'reading-thread-'));
    await writeFile(join(directory, 'opener.mjs'), opener);
    module = pathToFileURL(join(directory, 'opener.mjs'));
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((reading) => reading.close()));
  });
  afterAll(() => rm(directory, { recursive: true }));

  const opened = async (thread: Thread, given = {}): Promise<LogReading> => {
    const reading = await thread.open(module, given);
    open.push(reading);
    return reading;
  };
  const threadOf = async (log: LogSource): Promise<unknown> => {
    for await (const { events } of log.subscribeAll()) return events[0]?.data.threadId;
    return undefined;
  };

  it('is one for readings that are open at the same time, and for the next one soon after', async () => {
    const thread = new ReadingThread();
    const [one, other] = await Promise.all([opened(thread), opened(thread)]);
    const id = await threadOf(one);
    expect(typeof id).toBe('number');
    expect(await threadOf(other)).toBe(id);
    await one.close();
    expect(await threadOf(other)).toBe(id);
    await other.close();
    expect(await threadOf(await opened(thread))).toBe(id);
  });

  it('ends when it was not needed for so long, and another one begins', async () => {
    const thread = new ReadingThread({ keptMs: 20 });
    const first = await opened(thread);
    const id = await threadOf(first);
    await pause(60);
    expect(await threadOf(first)).toBe(id);
    await first.close();
    await pause(60);
    expect(await threadOf(await opened(thread))).not.toBe(id);
  });

  it('tells what could not be opened, and serves on', async () => {
    const thread = new ReadingThread();
    const log = await opened(thread);
    const id = await threadOf(log);
    await expect(opened(thread, { refuse: 'no such log' })).rejects.toMatchObject({
      name: 'RangeError',
      message: 'no such log',
    });
    expect(await threadOf(log)).toBe(id);
  });

  it('tells everybody who reads in it when it breaks down, and why; the next reading begins another one', async () => {
    const thread = new ReadingThread();
    const [beside, broken] = [await opened(thread), await opened(thread, { then: 'crash' })];
    const id = await threadOf(beside);
    const follow = async (log: LogSource): Promise<void> => {
      for await (const batch of log.subscribeAll()) expect(batch.events).toHaveLength(1);
    };
    const lost = { message: 'the thread that reads the log has ended', cause: { message: 'out of luck' } };
    const ends = await Promise.allSettled([follow(beside), follow(broken)]);
    expect(ends).toMatchObject([{ reason: lost }, { reason: lost }]);
    expect(await threadOf(await opened(thread))).not.toBe(id);
  });

  it('is closed when the reading has let go of everything, or when that takes too long', async () => {
    const thread = new ReadingThread({ longestEndMs: 100 });
    const closed = join(directory, 'closed');
    await (await opened(thread, { closed })).close();
    expect(existsSync(closed)).toBe(true);
    await (await opened(thread, { closes: 'never' })).close();
    expect(typeof (await threadOf(await opened(thread)))).toBe('number');
  });
});

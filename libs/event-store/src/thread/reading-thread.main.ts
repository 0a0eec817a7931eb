import { once } from 'node:events';
import { parentPort } from 'node:worker_threads';
import { serveLog } from './log-port.js';
import type { OpenedInThread, OpenInThread, ReadingOpener } from './reading-thread.js';

/** What a thread of readings does: opens each that it is asked for, and serves it until nobody wants it any more. */
parentPort?.on('message', ({ opener, given, door, life }: OpenInThread) => {
  const answer = (opened: OpenedInThread): void => life.postMessage(opened);
  const closed = once(door, 'close');
  void (async () => {
    try {
      const { open } = (await import(opener)) as { open: ReadingOpener<object> };
      const reading = await open(given);
      serveLog(door, reading);
      answer({});
      await closed;
      await reading.close();
    } catch (failure) {
      answer({ failure });
    } finally {
      life.close();
    }
  })();
});

import { once } from 'node:events';
import { MessageChannel, type MessagePort, parentPort, Worker, workerData } from 'node:worker_threads';
import { logBehind, serveLog } from './log-port.js';
import type { LogReading } from './log-reading.js';

/** How long a thread that is not wanted any more may take to let go of what it holds. */
const LONGEST_END_MS = 5_000;

/** What a thread is given. */
interface ThreadData {
  /** Where it is asked, until it is closed. */
  readonly door: MessagePort;
  /** What it is to open. */
  readonly given: object;
}

/**
 * Reads the log in a thread of its own, which ends when the reading is closed.
 *
 * @param script calls `serveInThread`
 * @param given plain data, for what the script opens
 * @throws what the script could not open
 */
export const readInThread = async (script: URL, given: object): Promise<LogReading> => {
  const { port1: door, port2 } = new MessageChannel();
  const workerData: ThreadData = { door: port2, given };
  const thread = new Worker(script, { workerData, transferList: [port2] });
  await once(thread, 'message');
  const gone = new Promise<unknown>((resolve) => {
    let failure: unknown;
    thread.once('error', (error) => (failure = error)); // told by whoever followed the log
    thread.once('exit', () => resolve(failure));
  });
  return {
    ...logBehind(door, gone),
    close: async () => {
      door.close();
      const late = setTimeout(() => void thread.terminate(), LONGEST_END_MS);
      await gone;
      clearTimeout(late);
    },
  };
};

/** What such a thread does: opens a reading, and serves it until nobody wants it any more. */
export const serveInThread = async <Given extends object>(
  open: (given: Given) => Promise<LogReading>,
): Promise<void> => {
  const { door, given } = workerData as ThreadData;
  const reading = await open(given as Given);
  serveLog(door, reading);
  door.once('close', () => void reading.close());
  parentPort?.postMessage('ready');
};

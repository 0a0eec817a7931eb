import { once } from 'node:events';
import { MessageChannel, type MessagePort, parentPort, Worker, workerData } from 'node:worker_threads';
import { logBehind, serveLog } from './log-port.js';
import type { LogReading } from './log-reading.js';

/** What a thread is given besides what it is to open. */
interface ThreadData {
  /** Where it is asked, until it is closed. */
  readonly door: MessagePort;
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
  const data: ThreadData = { door: port2, given };
  const thread = new Worker(script, { workerData: data, transferList: [port2] });
  await once(thread, 'message');
  // What ends the thread ends its ports, and whoever follows has that thrown.
  thread.on('error', () => undefined);
  const exited = new Promise<void>((resolve) => thread.once('exit', () => resolve()));
  return {
    ...logBehind(door),
    close: async () => {
      door.close();
      await exited;
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

import { on } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { CanonicalEvent, EventBatch, LogSource, SharedSubscribeOptions } from '../event-store.js';
import { batchOf, type BatchText, textOf } from './batch-text.js';

/** Asks for a subscription, by a port of its own: each message on it asks for one batch, closing it ends it. */
interface Subscribe {
  readonly options: Omit<SharedSubscribeOptions, 'signal'>;
  readonly port: MessagePort;
}

type Answer = { readonly batch: BatchText } | { readonly ended: unknown };

/**
 * Lets another thread follow the log by a port, in as many subscriptions as it likes, until the port is closed. What is
 * asked for is read; what is not, waits.
 */
export const serveLog = (door: MessagePort, source: LogSource<CanonicalEvent>): void => {
  door.on('message', ({ options, port }: Subscribe) => {
    const left = new AbortController();
    const batches = source.subscribeAll({ ...options, signal: left.signal })[Symbol.asyncIterator]();
    const end = (): void => port.close();
    door.once('close', end);
    port.on('message', () => void nextOf(batches).then((answer) => port.postMessage(answer)));
    port.once('close', () => {
      door.off('close', end);
      left.abort();
      batches.return?.().catch(() => undefined); // an error after it was left concerns nobody
    });
  });
};

async function nextOf(batches: AsyncIterator<EventBatch<CanonicalEvent>>): Promise<Answer> {
  try {
    const step = await batches.next();
    return step.done === true ? { ended: undefined } : { batch: textOf(step.value) };
  } catch (error) {
    return { ended: error };
  }
}

/**
 * The log that another thread serves. A batch is asked for while the one before is being taken: reading and decoding cost
 * this thread nothing but to parse one text.
 *
 * @param gone what to throw where there is nobody behind the door any more, once that is known
 * @example const { port1, port2 } = new MessageChannel(); serveLog(port2, log); // there: logBehind(port1, gone).subscribeAll()
 */
export const logBehind = (door: MessagePort, gone: Promise<Error>): LogSource => ({
  async *subscribeAll({ signal, ...options } = {}) {
    if (signal?.aborted === true) return;
    const { port1: port, port2 } = new MessageChannel();
    const leave = (): void => port.close();
    signal?.addEventListener('abort', leave, { once: true });
    try {
      const answers = on(port, 'message', { close: ['close'] }) as AsyncIterable<[Answer]>;
      door.postMessage({ options, port: port2 } satisfies Subscribe, [port2]);
      port.postMessage('next');
      for await (const [answer] of answers) {
        if ('ended' in answer) {
          if (answer.ended !== undefined) throw answer.ended as Error;
          return;
        }
        port.postMessage('next');
        yield batchOf(answer.batch);
      }
      if (!hasLeft(signal)) throw await gone;
    } finally {
      signal?.removeEventListener('abort', leave);
      leave();
    }
  },
});

const hasLeft = (signal: AbortSignal | undefined): boolean => signal?.aborted === true;

import { on } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { EventBatch, LogSource, SharedSubscribeOptions } from '../event-store.js';

/** Asks for a subscription, by a port of its own: each message on it asks for one batch, closing it ends it. */
interface Subscribe {
  readonly options: Omit<SharedSubscribeOptions, 'signal'>;
  readonly port: MessagePort;
}

type Answer = { readonly batch: EventBatch } | { readonly ended: unknown };

const serve = async ({ options, port }: Subscribe, source: LogSource): Promise<void> => {
  const left = new AbortController();
  port.once('close', () => left.abort());
  const batches = source.subscribeAll({ ...options, signal: left.signal })[Symbol.asyncIterator]();
  const answer = async (): Promise<Answer> => {
    try {
      const step = await batches.next();
      return step.done === true ? { ended: undefined } : { batch: step.value };
    } catch (error) {
      return { ended: error };
    }
  };
  for await (const _asked of on(port, 'message', { close: ['close'] })) port.postMessage(await answer());
  await batches.return?.();
};

/**
 * Lets another thread follow the log by a port, in as many subscriptions as it likes, until the port is closed. What is
 * asked for is read; what is not, waits.
 *
 * @param source events that are plain data: as they are stored
 */
export const serveLog = (port: MessagePort, source: LogSource): void => {
  port.on('message', (subscribe: Subscribe) => void serve(subscribe, source));
};

/**
 * The log that another thread serves. A batch is asked for while the one before is being taken: reading and decoding cost
 * this thread nothing but a copy of the events.
 *
 * @example const { port1, port2 } = new MessageChannel(); serveLog(port2, log); // there: logBehind(port1).subscribeAll()
 */
export const logBehind = (door: MessagePort): LogSource => ({
  async *subscribeAll({ signal, ...options } = {}) {
    const { port1: port, port2 } = new MessageChannel();
    const leave = (): void => port.close();
    if (signal?.aborted === true) leave();
    signal?.addEventListener('abort', leave, { once: true });
    try {
      door.postMessage({ options, port: port2 } satisfies Subscribe, [port2]);
      port.postMessage('next');
      const answers = on(port, 'message', { close: ['close'] }) as AsyncIterable<[Answer]>;
      for await (const [answer] of answers) {
        if ('ended' in answer) {
          if (answer.ended !== undefined) throw answer.ended as Error;
          return;
        }
        port.postMessage('next');
        yield answer.batch;
      }
      if (signal?.aborted !== true) throw new Error('the thread that reads the log has ended');
    } finally {
      signal?.removeEventListener('abort', leave);
      leave();
    }
  },
});

import { randomUUID } from 'node:crypto';
import {
  type AllStreamSubscription,
  EventStoreDBClient,
  jsonEvent,
  type ResolvedEvent,
  type StreamSubscription,
} from '@eventstore/db-client';

/** A client that the test owns; `dispose` it. */
export const connectTo = (connectionString: string): EventStoreDBClient =>
  EventStoreDBClient.connectionString(connectionString);

/** A name that no other test uses. */
export const uniqueName = (): string => `contract${randomUUID().slice(0, 13)}`;

/** So many JSON events, each built once: a repeated append must send the very same. */
export const J = (count: number, pad = '') =>
  Array.from({ length: count }, (_, index) =>
    jsonEvent({ id: randomUUID(), type: 'Counted', data: { index, pad } }),
  );

export const recorded = (resolved: ResolvedEvent) => {
  if (resolved.event === undefined) throw new Error('a link without its event');
  return resolved.event;
};

/** Everything that an iterable gives. */
export const collect = async <Item>(items: AsyncIterable<Item>): Promise<Item[]> => {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
};

/** What a promise rejects with. */
export const errorOf = async (promise: Promise<unknown>): Promise<unknown> => {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('expected a rejection');
};

export const until = async (
  condition: () => boolean | Promise<boolean>,
  what: string,
  ms = 15_000,
): Promise<void> => {
  const end = Date.now() + ms;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`not within ${ms} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

/** What a subscription told, in order: 'confirmation', 'caughtUp', or the event. */
export const record = (subscription: StreamSubscription | AllStreamSubscription) => {
  const log: (string | ReturnType<typeof recorded>)[] = [];
  const errors: unknown[] = [];
  subscription
    .on('confirmation', () => log.push('confirmation'))
    .on('caughtUp', () => log.push('caughtUp'))
    .on('error', (error: unknown) => errors.push(error))
    .on('data', (resolved: ResolvedEvent) => log.push(recorded(resolved)));
  return {
    log,
    errors,
    events: () => log.filter((entry) => typeof entry !== 'string'),
    /** The log with revisions in the place of events. */
    shape: () => log.map((entry) => (typeof entry === 'string' ? entry : Number(entry.revision))),
  };
};

import { setImmediate } from 'node:timers';
import { jsonEvent, streamNameFilter } from '@eventstore/db-client';
import { EVENT_TYPE, numberOf, payloadOf } from '../lib/log-events.mjs';

const BATCH = 1_000;
const EVENTS_A_STREAM = 10;

/** Events 1 to `count`, ten to a stream. @returns where the log ends before them, as a place to read from */
export const fill = async (client, prefix, count) => {
  for (let from = 0; from < count; from += BATCH) {
    const streams = new Map();
    for (let number = from + 1; number <= Math.min(count, from + BATCH); number += 1) {
      const stream = `${prefix}-${Math.ceil(number / EVENTS_A_STREAM)}`;
      const event = jsonEvent({ type: EVENT_TYPE, data: payloadOf(number) });
      streams.set(stream, [...(streams.get(stream) ?? []), event]);
    }
    for (const [stream, events] of streams) await client.appendToStream(stream, events);
  }
};

/** Position of the last event, undefined in an empty log. */
export const headOf = async (client) => {
  for await (const { event } of client.readAll({
    direction: 'backwards',
    fromPosition: 'end',
    maxCount: 1,
  })) {
    return event.position;
  }
  return undefined;
};

// A real server has events of its own between ours.
const isOf = (prefix, event) => event?.streamId.startsWith(prefix) === true;

/** A subscription until it is caught up, with a handler that does nothing but count. @returns how many came */
export const catchUp = (client, prefix, fromPosition) =>
  new Promise((resolve, reject) => {
    let count = 0;
    const subscription = client.subscribeToAll({ fromPosition });
    subscription
      .on('data', ({ event }) => {
        if (isOf(prefix, event)) count += 1;
      })
      .on('error', reject)
      .on('caughtUp', () => {
        // Emitted apart from the events: those that are still in the subscription's buffer come before it.
        const ended = () => {
          if (subscription.readableLength > 0) return setImmediate(ended);
          subscription.unsubscribe().then(() => resolve(count), reject);
        };
        ended();
      });
  });

/** The same events by `readAll`. @returns how many came */
export const readThrough = async (client, prefix, fromPosition) => {
  let count = 0;
  for await (const { event } of client.readAll({ fromPosition })) if (isOf(prefix, event)) count += 1;
  return count;
};

/** What is wrong with the log: every event once, in order, as it was written. */
export const faultInLog = async (client, prefix, count, fromPosition) => {
  let wanted = 1;
  let before = -1n;
  for await (const { event } of client.readAll({ fromPosition })) {
    if (!isOf(prefix, event)) continue;
    const number = numberOf(event.data);
    if (number !== wanted) return `event ${wanted} of the log is ${number}`;
    if (event.position.commit <= before) return `event ${wanted} has no later position than the one before`;
    before = event.position.commit;
    wanted += 1;
  }
  return wanted - 1 === count ? undefined : `the log holds ${wanted - 1} events instead of ${count}`;
};

/**
 * Appends, at most so many a second, and how long until a live subscriber has each.
 *
 * @param {number} everyMs 0: each as soon as the one before has arrived
 * @returns {Promise<{ times: number[], fault: string | undefined }>} milliseconds from the call to the delivery
 */
export const deliveryTimes = async (client, prefix, samples, everyMs) => {
  const sent = new Map();
  const times = [];
  let fault;
  let arrived = () => {};
  const subscription = client.subscribeToAll({
    fromPosition: 'end',
    filter: streamNameFilter({ prefixes: [prefix] }),
  });
  await new Promise((resolve, reject) => subscription.on('caughtUp', resolve).on('error', reject));
  const all = new Promise((resolve) =>
    subscription.on('data', ({ event }) => {
      const number = numberOf(event.data);
      const at = sent.get(number);
      if (at === undefined || number !== times.length + 1)
        fault ??= `${number} came as number ${times.length + 1}`;
      times.push(performance.now() - at);
      arrived();
      if (times.length === samples) resolve();
    }),
  );
  const start = performance.now();
  const appends = [];
  for (let number = 1; number <= samples; number += 1) {
    const arrival = new Promise((resolve) => (arrived = resolve));
    const wait = start + (number - 1) * everyMs - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const event = jsonEvent({ type: EVENT_TYPE, data: payloadOf(number) });
    sent.set(number, performance.now());
    appends.push(client.appendToStream(prefix, event));
    if (everyMs === 0) await arrival;
  }
  await Promise.all([all, ...appends]);
  await subscription.unsubscribe();
  return { times, fault };
};

import { EventStoreDBClient } from '@eventstore/db-client';
import { startLogServer } from '../lib/log-server.mjs';
import { median } from '../lib/median.mjs';
import { isQuick, note, report } from '../lib/report.mjs';
import { short, table, whole } from '../lib/table.mjs';
import { catchUp, deliveryTimes, faultInLog, fill, headOf, readThrough } from './log.mjs';
import { readUndecoded } from './undecoded.mjs';

const [EVENTS, ROUNDS, SAMPLES] = isQuick ? [5_000, 1, 100] : [200_000, 5, 2_000];
const PACE_MS = 2;

/**
 * What a real node, 24.2.0, gave through the same client on a machine with two processors: a fixed reference where no
 * real server is beside this one.
 */
const REAL = { catchUp: 40_000, readAll: 30_000, p50: '1.1-2.5', p99: '3.7-8.3' };

const failures = [];
const { EVENTSTORE_URL: realUrl } = process.env;

note('starting Postgres and the event node');
const server = await startLogServer();

const contestant = async (name, connectionString) => {
  const client = EventStoreDBClient.connectionString(connectionString);
  const prefix = `bench-${Math.random().toString(36).slice(2)}`;
  const from = (await headOf(client)) ?? 'start';
  note(`${name}: writing ${whole(EVENTS)} events`);
  await fill(client, prefix, EVENTS);
  return { name, client, prefix, from, rates: { catchUp: [], readAll: [], undecoded: [] }, times: {} };
};

/** @returns events a second; 0 when not all came, or some twice */
const rateOf = async ({ name }, what, read) => {
  const start = performance.now();
  const count = await read();
  const rate = EVENTS / ((performance.now() - start) / 1000);
  if (count === EVENTS) return rate;
  failures.push(`${name}, ${what}: ${count} events instead of ${EVENTS}`);
  return 0;
};

const percentile = (times, part) => times.toSorted((a, b) => a - b)[Math.floor(times.length * part)];

try {
  const ours = await contestant('sla-ledger', server.connectionString);
  const real = realUrl ? await contestant('real server', realUrl) : undefined;
  const all = [ours, ...(real ? [real] : [])];
  for (const { name, client, prefix, from } of all) {
    note(`${name}: checking`);
    const fault = await faultInLog(client, prefix, EVENTS, from);
    if (fault !== undefined) failures.push(`${name}: ${fault}`);
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    note(`round ${round + 1} of ${ROUNDS}`);
    for (const each of all) {
      const { client, prefix, from, rates } = each;
      rates.catchUp.push(await rateOf(each, 'catch-up', () => catchUp(client, prefix, from)));
      rates.readAll.push(await rateOf(each, 'readAll', () => readThrough(client, prefix, from)));
    }
    const undecoded = () => readUndecoded(server.connectionString, EVENTS);
    ours.rates.undecoded.push(await rateOf(ours, 'undecoded', undecoded));
  }
  for (const [name, everyMs] of [
    ['alone', 0],
    ['paced', PACE_MS],
  ]) {
    for (const each of all) {
      const { client, prefix, times } = each;
      const found = await deliveryTimes(client, `live-${name}-${prefix}`, SAMPLES, everyMs);
      if (found.fault !== undefined) failures.push(`${each.name}, live: ${found.fault}`);
      times[name] = found.times;
    }
  }
  await Promise.all(all.map(({ client }) => client.dispose()));

  const realName = real ? 'real server' : 'real 24.2, elsewhere';
  const rateRow = (name, what, aims) => {
    const rate = median(ours.rates[what]);
    const known = real ? median(real.rates[what]) : REAL[what];
    const aim = !aims ? '' : rate >= known ? 'met' : 'missed';
    return [name, `${whole(rate)}/s`, `${whole(known)}/s, **${short(rate / known)}×**`, aim];
  };
  const timesRow = (name, what, known) => {
    const cell = (times) => `${short(percentile(times, 0.5))} / ${short(percentile(times, 0.99))} ms`;
    return [name, cell(ours.times[what]), real ? cell(real.times[what]) : known, ''];
  };
  const known = `${REAL.p50} / ${REAL.p99} ms`;
  await report('subscribe', {
    markdown: [
      `A log of ${whole(EVENTS)} events, read to its end; in bold how many times as fast ours is:`,
      table(
        ['', 'sla-ledger', realName, 'aim'],
        [
          rateRow('catch-up of `$all`, a handler that does nothing', 'catchUp', true),
          rateRow('`readAll`', 'readAll', true),
          ['limit: the same bytes by gRPC, not decoded', `${whole(median(ours.rates.undecoded))}/s`, '', ''],
        ],
      ),
      `From the call that appends until a live subscriber has the event, p50 / p99 of ${whole(SAMPLES)}:`,
      table(
        ['', 'sla-ledger', realName, ''],
        [
          timesRow('one at a time', 'alone', known),
          timesRow(`${whole(1000 / PACE_MS)} a second`, 'paced', ''),
        ],
      ),
      'Every event checked: there once, in order, as written.',
    ].join('\n\n'),
    failures,
  });
} finally {
  await server.stop();
}
process.exit();

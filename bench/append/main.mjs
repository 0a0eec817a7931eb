import { once } from 'node:events';
import { connect } from 'node:net';
import postgres from 'postgres';
import { startLogServer } from '../lib/log-server.mjs';
import { median } from '../lib/median.mjs';
import { isQuick, note, report } from '../lib/report.mjs';
import { short, table, whole } from '../lib/table.mjs';
import { faultIn } from './check.mjs';
import { emmett } from './contestants/emmett.mjs';
import { eventStore } from './contestants/event-store.mjs';
import { copyRows, insertRows } from './contestants/raw.mjs';
import { watchProcessorTime } from '../lib/processor-time.mjs';
import { appendFor, counting } from './workload.mjs';

const RAW_CONNECTIONS = 16;
const [ROUNDS, TURN_MS, WARM_UP_MS] = isQuick ? [1, 400, 200] : [3, 2_000, 1_500];

/**
 * `real`: events a second that a real node, 24.2.0, gave through the same client on a machine with two processors
 * (medians of five runs, 490-byte events): a fixed reference where no real server is beside this one.
 */
const rows = [
  { name: '1 event, 1 in flight', batch: 1, inFlight: 1, real: 913 },
  { name: '1 event, 8 in flight', batch: 1, inFlight: 8, real: 2_674 },
  { name: '1 event, 32 in flight', batch: 1, inFlight: 32, real: 4_165, aims: true, emmett: 2 },
  { name: '1 event, 128 in flight', batch: 1, inFlight: 128, real: 5_648, aims: true, emmett: 2 },
  { name: '100 events, one at a time', batch: 100, inFlight: 1, real: 12_000, aims: true },
  { name: '1,000 events, one at a time', batch: 1_000, inFlight: 1, real: 18_300, aims: true },
  { name: '100 events, 8 at a time', batch: 100, inFlight: 8, real: 22_300, aims: true },
  { name: '1,000 events, 4 at a time', batch: 1_000, inFlight: 4, real: 20_900, aims: true },
];

note('starting Postgres and the event node');
const server = await startLogServer();
const sql = postgres(server.databaseUrl, {
  max: RAW_CONNECTIONS,
  onnotice: () => undefined,
  // The end of a COPY would wait 40 ms for the system to send it together with something else.
  socket: async ({ host: [host], port: [port] }) => {
    const socket = connect({ host, port, noDelay: true });
    await once(socket, 'connect');
    return socket;
  },
});
const failures = [];
const numbers = counting();
let turns = 0;

/** @returns {Promise<number>} events a second; 0 for a contestant that lost, doubled or changed anything */
const turnOf = async (contestant, row, ms, time) => {
  const prefix = `bench${(turns += 1)}`;
  time?.begin();
  const { rate, streams } = await appendFor(contestant, row, { ms, prefix, numbers });
  time?.end([...streams.values()].reduce((sum, held) => sum + held.length, 0));
  const fault = faultIn(streams, await contestant.found(`${prefix}-`));
  if (fault === undefined) return rate;
  if (contestant.ours) failures.push(`${row.name}: ${fault}`);
  note(`${contestant.name}, ${row.name}: ${fault}`);
  return 0;
};

try {
  const ours = { ...eventStore('sla-ledger', server.connectionString), ours: true };
  const { EVENTSTORE_URL: realUrl } = process.env;
  const real = realUrl ? eventStore('real server', realUrl) : undefined;
  const rival = await emmett(server.databaseUrl, sql);
  const [insert, copy] = [await insertRows(sql), await copyRows(sql)];
  const contestantsOf = ({ batch }) => [ours, rival, batch === 1 ? insert : copy, ...(real ? [real] : [])];
  // One row at a time on each of the connections, whatever the others have in flight.
  const rowOf = (contestant, row) => (contestant === insert ? { ...row, inFlight: RAW_CONNECTIONS } : row);

  const found = [];
  for (const row of rows) {
    note(row.name);
    const rates = new Map();
    const time = watchProcessorTime();
    for (const contestant of contestantsOf(row)) await turnOf(contestant, rowOf(contestant, row), WARM_UP_MS);
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const contestant of contestantsOf(row)) {
        const ownTime = contestant === ours ? time : undefined;
        const rate = await turnOf(contestant, rowOf(contestant, row), TURN_MS, ownTime);
        rates.set(contestant, [...(rates.get(contestant) ?? []), rate]);
      }
    }
    const medians = new Map([...rates].map(([contestant, each]) => [contestant, median(each)]));
    found.push({ row, rates: medians, time: time.perEvent() });
  }
  await Promise.all([ours.close(), rival.close(), real?.close()]);

  const times = (rate, other) => `**${short(rate / other)}×**`;
  const cells = ({ row, rates }) => {
    const rate = rates.get(ours);
    const known = (real && rates.get(real)) ?? row.real;
    const limit = rates.get(row.batch === 1 ? insert : copy);
    const missed = [
      ...(row.aims && rate < known ? ['real node'] : []),
      ...(row.emmett && rate < row.emmett * rates.get(rival) ? [`${row.emmett} × Emmett`] : []),
    ];
    return [
      row.name,
      `${whole(rate)}/s`,
      `${whole(known)}/s, ${times(rate, known)}`,
      `${whole(rates.get(rival))}/s, ${times(rate, rates.get(rival))}`,
      `${whole(limit)}/s, ${times(rate, limit)}`,
      missed.length > 0 ? `missed: ${missed.join(', ')}` : row.aims ? 'met' : '',
    ];
  };
  const realName = real ? 'real server' : 'real 24.2, elsewhere';
  await report('append', {
    markdown: [
      'Events a second; in bold how many times as fast ours is:',
      table(
        ['', 'sla-ledger', realName, 'Emmett', 'limit: row inserts, 16 connections; COPY', 'aim'],
        found.map(cells),
      ),
      'Where the time of ours goes, in microseconds of a processor for each event:',
      table(
        ['', ...found[0].time.keys(), 'together', '1 s of two processors is enough for'],
        found.map(({ row, time }) => {
          const all = [...time.values()];
          const sum = all.reduce((total, each) => total + each, 0);
          return [row.name, ...[...all, sum].map((each) => short(each)), `${whole(2_000_000 / sum)}/s`];
        }),
      ),
      `Every event of ${whole(turns)} turns checked: there once, in its stream, in order, as written.`,
    ].join('\n\n'),
    failures,
  });
} finally {
  await sql.end({ timeout: 1 });
  await server.stop();
}

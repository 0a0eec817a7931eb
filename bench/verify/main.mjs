import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EventStoreDBClient } from '@eventstore/db-client';
import postgres from 'postgres';
import { asFacts, countFacts } from '../import/facts-file.mjs';
import { ledgerOf } from '../import/ledger.mjs';
import { sampleMemory } from '../import/memory.mjs';
import { startStack } from '../import/stack.mjs';
import { median } from '../lib/median.mjs';
import { isQuick, note, report } from '../lib/report.mjs';
import { mebibytes, short, table, whole } from '../lib/table.mjs';
import { rebuild } from '../rebuild/rebuild.mjs';
import { catchUp } from '../subscribe/log.mjs';
import { verify } from './verify.mjs';

const ROUNDS = isQuick ? 1 : 5;
const AIM = 0.5;

const sample = fileURLToPath(
  new URL('../../test/fixtures/servicenow/incident_event_log.sample.csv', import.meta.url),
);
const [file = sample] = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
if (!existsSync(file)) {
  note(`there is no file ${file}`);
  process.exit(2);
}
const agreement = JSON.parse(
  readFileSync(new URL('../../examples/servicenow.json', import.meta.url), 'utf8'),
);

const failures = [];
note('starting a stack');
const stack = await startStack();
try {
  const converted = await asFacts(file, stack.dataDir);
  const { lines } = await countFacts(converted.file);
  note(`importing ${whole(lines)} facts`);
  const ledger = ledgerOf(stack);
  await ledger.put(`/v1/agreements/${agreement.agreementId}`, agreement);
  const { position } = await ledger.importFile(converted.file);
  await ledger.getAt('/v1/tickets?limit=1', position);
  const client = EventStoreDBClient.connectionString(stack.eventStore);
  const sql = postgres(stack.postgres, { max: 1, onnotice: () => undefined });

  /** What is stored, counted by another way than the verification's. */
  const counted = async () => {
    const [{ events, tickets }] = await sql`
      select (select count(*) from log.event where type not like '$%')::integer as events,
        (select count(*) from read.ticket)::integer as tickets`;
    return { events, tickets };
  };

  const turns = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    note(`round ${round} of ${ROUNDS}`);
    const start = performance.now();
    const events = await catchUp(client, '', 'start');
    const read = (performance.now() - start) / 1000;
    const found = await verify(stack);
    const expected = await counted();
    if (found.outcome !== 'intact') failures.push(`round ${round}: ${JSON.stringify(found.counts)}`);
    for (const [name, count] of Object.entries(expected))
      if (found.checked[name] !== count)
        failures.push(`round ${round}: ${found.checked[name]} ${name} looked at instead of ${count}`);
    const made = await rebuild(stack);
    turns.push({ events, read, verified: found.seconds, rows: found.checked.rows, rebuilt: made.seconds });
  }

  note('looking at memory, which costs time'); // a round of its own
  const memory = sampleMemory(stack.pid);
  await verify(stack);
  const peak = memory.stop().get('projector')?.own ?? 0;

  note('tampering with a row');
  const [row] = await sql`
    update read.clock_verdict set elapsed_seconds = elapsed_seconds + 1
    where (ticket_id, metric, basis) = (select ticket_id, metric, basis from read.clock_verdict where state = 'met' limit 1)
    returning ticket_id, metric, basis, elapsed_seconds::integer as stored`;
  const { differences } = await verify(stack);
  const named = differences.map(({ table: name, column, key, stored }) =>
    JSON.stringify([name, column, key.ticket_id, key.metric, key.basis, stored]),
  );
  // Once as a row of the read models, once as what the ticket's measurement gives.
  const wanted = JSON.stringify([
    'read.clock_verdict',
    'elapsed_seconds',
    row.ticket_id,
    row.metric,
    row.basis,
    row.stored,
  ]);
  if (differences.length !== 2 || named.some((each) => each !== wanted))
    failures.push(`the row that was tampered with is not what is named: ${named.join(' ') || 'nothing is'}`);

  await sql.end();
  await client.dispose();
  const [{ events, rows }] = turns;
  const middle = (of) => median(turns.map(of));
  const line = (name, seconds) => [
    name,
    `${short(middle(seconds))} s`,
    `${whole(middle((turn) => turn.events / seconds(turn)))}/s`,
  ];
  const ratio = middle((turn) => turn.read / turn.verified);
  await report('verify', {
    markdown: [
      `\`${basename(file)}\`: a log of ${whole(events)} events, ${whole(rows)} rows made anew and compared; medians of ${ROUNDS}:`,
      table(
        ['', 'time', 'events'],
        [
          line(
            'limit: catch-up of `$all` by the same client, a handler that does nothing',
            ({ read }) => read,
          ),
          line('verification, from the request until it is known what was found', ({ verified }) => verified),
          line('rebuild of all read models, until they serve', ({ rebuilt }) => rebuilt),
        ],
      ),
      table(
        ['', 'found', 'aim', ''],
        [
          ['verification to catch-up', short(ratio), `≥ ${AIM}`, ratio >= AIM ? 'met' : 'missed'],
          ['peak memory of the projector, of its own', mebibytes(peak), '', ''],
        ],
      ),
      'Each verification found everything intact and looked at as many events and tickets as there are; with one row changed in Postgres, it named that row and no other.',
    ].join('\n\n'),
    failures,
  });
} finally {
  await stack.stop();
}

import { EventStoreDBClient } from '@eventstore/db-client';
import { startStack } from '../import/stack.mjs';
import { sampleMemory } from '../import/memory.mjs';
import { median } from '../lib/median.mjs';
import { isQuick, note, report } from '../lib/report.mjs';
import { mebibytes, short, table, whole } from '../lib/table.mjs';
import { FACTS_A_TICKET } from '../lib/ticket-facts.mjs';
import { catchUp } from '../subscribe/log.mjs';
import { fillLedger } from './ledger.mjs';
import { rebuild } from './rebuild.mjs';

const [TICKETS, ROUNDS] = isQuick ? [1_000, 1] : [20_000, 5];
const AIM = 0.5;

const failures = [];
note('starting a stack');
const stack = await startStack();
try {
  note(`importing ${whole(TICKETS * FACTS_A_TICKET)} facts`);
  const { recorded, figures } = await fillLedger(stack, TICKETS);
  if (recorded !== TICKETS * FACTS_A_TICKET)
    failures.push(`${recorded} facts recorded instead of ${TICKETS * FACTS_A_TICKET}`);
  const before = await figures();
  const client = EventStoreDBClient.connectionString(stack.eventStore);

  const turns = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    note(`round ${round} of ${ROUNDS}`);
    const start = performance.now();
    const events = await catchUp(client, '', 'start');
    const read = (performance.now() - start) / 1000;
    if (events < recorded) failures.push(`catch-up has seen ${events} events of ${recorded} facts and more`);
    const made = await rebuild(stack);
    for (const { table: name, rows } of made.differences)
      failures.push(`round ${round}: ${name} differs in ${rows} rows`);
    turns.push({ events, read, ...made });
  }
  note('looking at memory, which costs time'); // a round of its own
  const memory = sampleMemory(stack.pid);
  await rebuild(stack);
  const peak = memory.stop().get('projector');
  if ((await figures()) !== before) failures.push('the figures of the month are not what they were');
  await client.dispose();

  const middle = (of) => median(turns.map(of));
  const rate = ({ events }, seconds) => events / seconds;
  const ratio = middle((turn) => rate(turn, turn.seconds) / rate(turn, turn.read));
  const row = (name, seconds) => [
    name,
    `${short(middle(seconds))} s`,
    `${whole(middle((turn) => rate(turn, seconds(turn))))}/s`,
  ];
  const share = (name, seconds) => [name, `${short(middle(seconds))} s`, ''];
  await report('rebuild', {
    markdown: [
      `A log of ${whole(turns[0].events)} events, ${whole(TICKETS)} tickets of six facts; medians of ${ROUNDS}:`,
      table(
        ['', 'time', 'events'],
        [
          row(
            'limit: catch-up of `$all` by the same client, a handler that does nothing',
            ({ read }) => read,
          ),
          row('rebuild of all read models, from the request until they serve', ({ seconds }) => seconds),
          share('- of it, waiting until it is taken up', ({ asked }) => asked),
          share('- of it, filling', ({ filling }) => filling),
          share('- of it, comparing every row with those that served', ({ comparing }) => comparing),
          share('- of it, switching', ({ switching }) => switching),
        ],
      ),
      table(
        ['', 'found', 'aim', ''],
        [
          ['rebuild to catch-up', short(ratio), `≥ ${AIM}`, ratio >= AIM ? 'met' : 'missed'],
          ['peak memory of the projector, of its own', mebibytes(peak?.own ?? 0), '', ''],
        ],
      ),
      'Every row of each rebuild was compared with those it replaced; the figures of the month are the same before and after.',
    ].join('\n\n'),
    failures,
  });
} finally {
  await stack.stop();
}

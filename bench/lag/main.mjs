import { randomUUID } from 'node:crypto';
import { createEventStore } from '../../dist/libs/event-store/src/index.js';
import { startStack } from '../import/stack.mjs';
import { isQuick, note, report } from '../lib/report.mjs';
import { randomFrom } from '../lib/random.mjs';
import { short, table, whole } from '../lib/table.mjs';
import { FACTS_A_TICKET, factsOf } from '../lib/ticket-facts.mjs';
import { fillLedger } from '../rebuild/ledger.mjs';
import { watchReadModels } from './visible.mjs';

const RATE = 500;
const [TICKETS_BEFORE, SECONDS, WARM_UP_SECONDS] = isQuick ? [200, 3, 1] : [5_000, 30, 5];
const AIMS = { p50: 25, p99: 150 };
/** Of so many facts the row itself is looked up as well, the moment it is told to be there. */
const LOOKED_UP = 25;

const percentile = (times, part) => times.toSorted((a, b) => a - b)[Math.floor(times.length * part)];

/** The event of a fact, as the ledger writes it. */
const eventOf = ({ ticketId, type, occurredAt, by, data }, number) => ({
  id: randomUUID(),
  type,
  data: { id: String(number), ticketId, occurredAt, by, data },
  metadata: { schema: 1, occurredAt, recordedBy: 'bench' },
});

const failures = [];
note('starting a stack');
const stack = await startStack();
try {
  note(`importing ${whole(TICKETS_BEFORE * FACTS_A_TICKET)} facts`);
  await fillLedger(stack, TICKETS_BEFORE);
  const store = createEventStore({ connectionString: stack.eventStore });
  const watch = await watchReadModels(stack.postgres);
  const facts = RATE * (SECONDS + WARM_UP_SECONDS);
  note(`appending ${whole(facts)} facts, ${RATE} a second`);

  const random = randomFrom(2);
  let tickets = 0;
  /** As many tickets are under way at once as facts come in a second; each goes on with its next fact a second later. */
  const open = Array.from({ length: RATE }, () => []);
  const nextFact = (number) => {
    const slot = number % RATE;
    if (open[slot].length === 0) {
      tickets += 1;
      const ticketId = `LAG-${tickets}`;
      open[slot] = factsOf(tickets, random).map((fact) => ({ ...fact, ticketId }));
    }
    return open[slot].shift();
  };

  const times = [];
  let missing = 0;
  const start = performance.now();
  const one = async (number, fact) => {
    const sent = performance.now();
    const outcome = await store.append(`ticket-${fact.ticketId}`, [eventOf(fact, number)], 'any');
    const seen = await watch.visible(outcome.position);
    if (number % LOOKED_UP === 0 && !(await watch.holds(fact.ticketId, String(number)))) missing += 1;
    if (number >= RATE * WARM_UP_SECONDS) times.push(seen - sent);
  };
  const all = [];
  for (let number = 0; number < facts; number += 1) {
    const wait = start + (number * 1000) / RATE - performance.now();
    if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait));
    all.push(one(number, nextFact(number)));
  }
  const sending = (performance.now() - start) / 1000;
  await Promise.all(all);

  const found = await watch.count();
  if (missing > 0) failures.push(`${missing} rows were not there when they were told to be`);
  if (found.facts !== facts || found.once !== facts)
    failures.push(`the read models hold ${found.facts} facts, ${found.once} different ones, of ${facts}`);
  if (found.tickets !== tickets) failures.push(`${found.tickets} tickets instead of ${tickets}`);
  if (times.length !== RATE * SECONDS) failures.push(`${times.length} of ${RATE * SECONDS} times were taken`);
  await watch.close();
  await store.close();

  const row = (name, value, aim) => [
    name,
    `${short(value)} ms`,
    aim === undefined ? '' : `< ${aim} ms`,
    aim === undefined ? '' : value < aim ? 'met' : 'missed',
  ];
  await report('lag', {
    markdown: [
      `${whole(facts)} facts of ${whole(tickets)} tickets, ${whole(facts / sending)} a second; the first ${WARM_UP_SECONDS} s do not count. From the call that appends until the read models hold it:`,
      table(
        ['', 'found', 'aim', ''],
        [
          row('p50', percentile(times, 0.5), AIMS.p50),
          row('p99', percentile(times, 0.99), AIMS.p99),
          row('longest', Math.max(...times)),
        ],
      ),
      `Every fact is in the read models once; of each ${LOOKED_UP}th the row was looked up the moment it was told to be there.`,
    ].join('\n\n'),
    failures,
  });
} finally {
  await stack.stop();
}

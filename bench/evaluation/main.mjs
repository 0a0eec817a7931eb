import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ledgerOf } from '../import/ledger.mjs';
import { startStack } from '../import/stack.mjs';
import { median } from '../lib/median.mjs';
import { isQuick, note, report } from '../lib/report.mjs';
import { short, table, whole } from '../lib/table.mjs';
import { differences, expectedMonth } from './expected.mjs';
import { quartersOf } from './quarters.mjs';
import { MONTH, ticketsOf, writeFacts } from './tickets.mjs';

const SIZES = isQuick ? [1_000] : [1_000, 10_000, 100_000];
if (process.argv.includes('--million')) SIZES.push(1_000_000);
/** Where aims are set. */
const AIMED = 100_000;

const source = new URL('../../examples/demo.json', import.meta.url);
const agreement = JSON.parse(readFileSync(source, 'utf8'));
const [terms] = agreement.versions;
const path = `/v1/evaluations/${agreement.agreementId}/${MONTH}`;

const CELL_MS = 900_000;
/** Whole quarters, as everything in this bench; each evaluation at `at` is of one and the same. */
const now = new Date(Math.floor(performance.timeOrigin / CELL_MS) * CELL_MS);
/** Half of the tickets are yet to come, many of the others have a future; at its end, many are open. */
const [MIDDLE, END] = [new Date('2026-03-16T12:00:00Z'), new Date('2026-03-31T22:00:00Z')];
/** What is asked, as of now or of another instant, and in how many milliseconds it should be answered. */
const QUESTIONS = [
  { name: 'figures, now', query: 'include=figures', aim: 50 },
  { name: 'figures, `at` its middle', query: 'include=figures', at: MIDDLE, aim: 3_000 },
  { name: 'figures, `at` its end', query: 'include=figures', at: END, aim: 3_000 },
  { name: 'whole document, now', query: '' },
  { name: 'whole document, `at` its middle', query: '', at: MIDDLE },
  { name: 'whole document, `at` its end', query: '', at: END },
];
const time = quartersOf(terms.calendar, Date.UTC(2026, 1, 28, 23) / 1000, now.getTime() / 1000 + 90 * 86_400);

const failures = [];

/** Milliseconds of the middle one of so many answers, each read whole; the first ones warm up. */
const asked = async (ledger, query, { rounds, warm }) => {
  const times = [];
  let answer;
  for (let round = 0; round < rounds + warm; round += 1) {
    const start = performance.now();
    answer = await ledger.get(`${path}?${query}`);
    if (round >= warm) times.push(performance.now() - start);
  }
  return { ms: median(times), answer };
};

const QUIET_SECONDS = 3;

/** Until reactors and read models have stood still for a while: what they do takes processors that answers need. */
const restOf = async (ledger) => {
  for (let [before, quiet] = ['', 0]; quiet < QUIET_SECONDS;) {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const [reactors, projections] = [await ledger.get('/v1/reactors'), await ledger.get('/v1/projections')];
    const at = JSON.stringify(
      [reactors, projections].map(({ items }) => items.map(({ position }) => position)),
    );
    quiet = at === before ? quiet + 1 : 0;
    before = at;
  }
};

/** One size in a stack of its own: imported, asked, compared with what it must be. */
const measured = async (size) => {
  note(`${whole(size)} tickets: starting a stack`);
  const stack = await startStack();
  try {
    const ledger = ledgerOf(stack);
    await ledger.put(`/v1/agreements/${agreement.agreementId}`, agreement);
    const file = join(stack.dataDir, 'bench-facts.ndjson');
    const facts = await writeFacts(file, ticketsOf(size), agreement);
    note(`importing ${whole(facts)} facts`);
    const start = performance.now();
    const { recorded, position } = await ledger.importFile(file);
    if (recorded !== facts) failures.push(`${size}: ${recorded} facts recorded instead of ${facts}`);
    await ledger.getAt(`/v1/tickets?limit=1`, position);
    const visible = (performance.now() - start) / 1000;
    note('waiting until nothing more comes of it');
    await restOf(ledger);
    const rest = (performance.now() - start) / 1000;

    note('asking');
    const expectedAt = (at) => expectedMonth(ticketsOf(size), terms, time, at.getTime() / 1000);
    const expected = expectedAt(now);
    const many = { rounds: isQuick ? 5 : 25, warm: 5 };
    const few = { rounds: size > AIMED ? 1 : 5, warm: 1 };
    const times = [];
    for (const { name, query, at } of QUESTIONS) {
      const moment = at ? `&at=${at.toISOString()}` : '';
      const { ms, answer } = await asked(ledger, query + moment, at ? few : many);
      for (const difference of differences(at ? expectedAt(at) : expected, answer))
        failures.push(`${size}, ${name}: ${difference}`);
      times.push(ms);
    }
    return { size, facts, visible, rest, open: expected.openNow, breaches: expected.breaches, times };
  } finally {
    await stack.stop();
  }
};

const found = [];
for (const size of SIZES) found.push(await measured(size));

const aimed = found.find(({ size }) => size === AIMED);
const judged = ({ aim }, ms) =>
  aim === undefined || ms === undefined ? ['', ''] : [`< ${whole(aim)} ms`, ms < aim ? 'met' : 'missed'];
await report('evaluation', {
  markdown: [
    `Medians over HTTP, each answer read whole; ${MONTH} asked for in ${now.toISOString().slice(0, 7)}:`,
    table(
      ['tickets', ...found.map(({ size }) => whole(size)), `aim with ${whole(AIMED)}`, ''],
      [
        ...QUESTIONS.map((question, nth) => [
          question.name,
          ...found.map(({ times }) => `${short(times[nth])} ms`),
          ...judged(question, aimed?.times[nth]),
        ]),
        ['facts', ...found.map(({ facts }) => whole(facts)), '', ''],
        ['tickets still open now', ...found.map(({ open }) => whole(open)), '', ''],
        ['breaches', ...found.map(({ breaches }) => whole(breaches)), '', ''],
        ['import to visible', ...found.map(({ visible }) => `${short(visible)} s`), '', ''],
        ['import to rest', ...found.map(({ rest }) => `${short(rest)} s`), '', ''],
      ],
    ),
    'Every answer has the figures, numbers of tickets and of breaches that were counted apart, ticket by ticket, from the instants the facts were made of.',
  ].join('\n\n'),
  failures,
});

import { readFileSync } from 'node:fs';
import { compileAgreement } from '../../dist/libs/agreements/src/domain/index.js';
import { createFactCatalogue, timedFactFrom } from '../../dist/libs/facts/src/index.js';
import { measure, serviceLevelsDocument } from '../../dist/libs/service-levels/src/domain/index.js';
import { TICKET_FACTS } from '../../dist/libs/tickets/src/domain/index.js';
import { alternate } from '../lib/alternate.mjs';
import { median } from '../lib/median.mjs';
import { createOracle } from '../lib/oracle.mjs';
import { passOver } from '../lib/pass-over.mjs';
import { isQuick, note, report } from '../lib/report.mjs';
import { table, whole } from '../lib/table.mjs';
import { agrees, expectedClocks } from './expected.mjs';
import { makeTickets } from './tickets.mjs';

const COUNT = isQuick ? 2000 : 20_000;
const ROUNDS = isQuick ? 3 : 15;
const AIM = 150_000;
const AT = Date.UTC(2041, 0, 1) / 1000;

const source = new URL('../../test/fixtures/contract/agreement.example.json', import.meta.url);
const agreement = compileAgreement(JSON.parse(readFileSync(source, 'utf8')));
const { terms, calendar } = agreement.versions[0];
const catalogue = createFactCatalogue([...TICKET_FACTS]);

/** The edge's work: JSON, schema, instants. */
const parsed = ({ lines }) =>
  lines.map((line) => {
    const checked = catalogue.checkFact(JSON.parse(line), Infinity);
    if (checked.kind === 'refused') throw new Error(`the bench wrote a faulty line: ${line}`);
    return timedFactFrom({ ...checked, id: checked.fact.id });
  });

const failures = [];

const lives = [
  { name: 'within days', step: 2 * 86_400 },
  { name: 'over up to ten years', step: 2 * 365 * 86_400 },
].map(({ name, step }) => {
  const tickets = makeTickets({ count: COUNT, step });
  return { name, tickets, facts: tickets.map(parsed) };
});

note('the oracle counts the seconds of 18 years');
const oracle = createOracle(terms.calendar);
const verdicts = { met: 0, breached: 0 };
for (const { name, tickets, facts } of lives) {
  const wrong = tickets.filter((ticket, at) => {
    const expected = expectedClocks(ticket, terms, oracle);
    for (const { state } of expected) verdicts[state] += 1;
    return !agrees(measure(facts[at], agreement, AT).clocks, expected);
  });
  if (wrong.length > 0) failures.push(`${wrong.length} tickets ${name} are wrong: ${wrong[0].ticketId}`);
}

/** The questions alone that these tickets ask of the calendar. */
const onlyCalendar = ({ instants: [registered, answered, caused, waits, resumes, resolved] }) =>
  calendar.between(registered, answered) +
  calendar.between(registered, caused) +
  calendar.between(registered, resolved) +
  calendar.between(caused, waits) +
  calendar.between(waits, resumes) +
  calendar.between(resumes, resolved) +
  calendar.after(registered, 3600).firstAt +
  calendar.after(caused, 14_400).firstAt;

note('speed');
const elapsed = ({ clocks }) => clocks[0].elapsedSeconds + clocks[1].elapsedSeconds;
const measureOne = (facts) => elapsed(measure(facts, agreement, AT));
const format = (levels) => JSON.stringify(serviceLevelsDocument('INC-1', levels)).length;
const edge = lives[0].tickets.slice(0, 2000);
const levels = lives[0].facts.slice(0, 2000).map((facts) => measure(facts, agreement, AT));
const contestants = [
  ...lives.map(({ name, facts }) => ({
    name: `\`measure\`, tickets ${name}`,
    cases: facts.length,
    pass: passOver(measureOne, facts),
  })),
  {
    name: 'limit: only their questions to the calendar',
    cases: COUNT,
    pass: passOver(onlyCalendar, lives[0].tickets),
  },
  { name: 'parse: six lines to facts', cases: edge.length, pass: passOver((t) => parsed(t).length, edge) },
  { name: 'format: answer to JSON', cases: levels.length, pass: passOver(format, levels) },
];
const rates = alternate(contestants, ROUNDS);

/** Bytes allocated for one ticket: the heap's growth over stretches without a collection. */
const allocated = (facts) => {
  const growths = [];
  for (let at = 0; at + 500 <= facts.length; at += 500) {
    const before = process.memoryUsage().heapUsed;
    for (const each of facts.slice(at, at + 500)) measureOne(each);
    const growth = process.memoryUsage().heapUsed - before;
    if (growth > 0) growths.push(growth / 500);
  }
  return median(growths);
};

/** Bytes that stay for one ticket, once collected. */
const kept = (facts) => {
  facts.forEach(measureOne);
  globalThis.gc();
  const before = process.memoryUsage().heapUsed;
  facts.forEach(measureOne);
  globalThis.gc();
  return Math.max(0, process.memoryUsage().heapUsed - before) / facts.length;
};

const rows = contestants.map(({ name }) => {
  const rate = rates.get(name);
  const aim = name.startsWith('`measure`') ? `≥ ${whole(AIM)}/s` : '';
  return [name, `${whole(rate)}/s`, `${(1e6 / rate).toFixed(2)} µs`, aim];
});
const memory = lives.map(({ name, facts }) => [
  `tickets ${name}`,
  `${whole(allocated(facts))} B`,
  `${kept(facts).toFixed(1)} B`,
]);

await report('measure', {
  markdown: [
    'Tickets of six facts, one core:',
    table(['', 'tickets', 'each', 'aim'], rows),
    table(['memory for each ticket', 'allocated', 'kept'], memory),
    `All ${whole(lives.length * COUNT)} tickets checked: ${whole(verdicts.met)} clocks met, ${whole(verdicts.breached)} breached; state, elapsed seconds and the instant of the decision, all right unless said otherwise.`,
  ].join('\n\n'),
  failures,
});

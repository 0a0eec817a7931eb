import { detect } from '../../dist/libs/problems/src/domain/detection/detect.js';
import { alternate } from '../lib/alternate.mjs';
import { isQuick, note, report } from '../lib/report.mjs';
import { short, table, whole } from '../lib/table.mjs';
import { makeHistory } from './incidents.mjs';
import { naiveProblems } from './naive.mjs';
import { detectAll, grouped, inOrder } from './one-pass.mjs';

const MILLION = isQuick ? 50_000 : 1_000_000;
const SMALL = isQuick ? 2_000 : 20_000;
const ROUNDS = isQuick ? 3 : 9;
/** Most that an incident of a long history may cost, as a multiple of one of a short history. */
const GROWTH = 2;

const failures = [];

note(`${whole(MILLION)} incidents`);
const history = makeHistory({ count: MILLION, families: Math.ceil(MILLION / 250) });
const few = makeHistory({ count: SMALL, families: Math.ceil(SMALL / 250) });

/** In the words of `naiveProblems`. */
const said = (problems) =>
  problems.map(({ generation, openedBy, incidents }) => ({
    generation,
    openedBy: openedBy.ticketId,
    tickets: incidents.map(({ ticketId }) => ticketId).sort(),
  }));

const checkAgainstNaive = ({ incidents, closes }) => {
  const found = detectAll({ incidents, closes });
  let [problems, links, wrong] = [0, 0, 0];
  for (const [family, own] of grouped(incidents)) {
    const ours = said(found.get(family));
    const naive = naiveProblems(own, closes[family]).map((each) => ({
      ...each,
      tickets: each.tickets.sort(),
    }));
    if (JSON.stringify(ours) !== JSON.stringify(naive)) wrong += 1;
    problems += ours.length;
    links += ours.reduce((sum, { tickets }) => sum + tickets.length, 0);
  }
  if (wrong > 0)
    failures.push(`${wrong} families of ${whole(incidents.length)} incidents have other problems by count`);
  if (problems === 0) failures.push('nothing was found to be compared');
  return { problems, links, families: found.size };
};

note('counting naively');
const checked = checkAgainstNaive(history);

const linksIn = (problems) => problems.reduce((sum, { incidents }) => sum + incidents.length, 0);
const sumOf = (found) => [...found.values()].reduce((sum, problems) => sum + linksIn(problems), 0);
const naiveSum = ({ incidents, closes }) =>
  [...grouped(incidents)]
    .flatMap(([family, own]) => naiveProblems(own, closes[family]))
    .reduce((sum, { tickets }) => sum + tickets.length, 0);

note('one pass');
const rates = alternate(
  [
    { name: 'all', cases: MILLION, pass: () => sumOf(detectAll(history)) },
    { name: 'order', cases: MILLION, pass: () => inOrder(history.incidents).size },
    { name: 'few', cases: SMALL, pass: () => sumOf(detectAll(few)) },
    { name: 'naive', cases: SMALL, pass: () => naiveSum(few) },
  ],
  isQuick ? 3 : 5,
);

note('one family that grows');
const lengths = [10, 100, 1_000].map((thousands) => (thousands * 1_000) / (isQuick ? 20 : 1));
const families = lengths.map((count) => {
  const { incidents, closes } = makeHistory({ count, families: 1 });
  const [own] = [...inOrder(incidents).values()];
  // In memory as they come from an index, in order: a million in disorder would show how far memory is from the processor.
  return { name: String(count), cases: count, own: own.map((each) => ({ ...each })), closes: closes[0] };
});
const growing = alternate(
  families.map(({ own, closes, ...each }) => ({ ...each, pass: () => linksIn(detect(own, closes)) })),
  ROUNDS,
);
const nanoseconds = (rate) => 1e9 / rate;
const [shortest, longest] = [growing.get(families[0].name), growing.get(families.at(-1).name)];
if (nanoseconds(longest) > GROWTH * nanoseconds(shortest)) {
  failures.push(
    `an incident costs ${short(nanoseconds(longest))} ns in a long history, ${short(nanoseconds(shortest))} ns in a short one`,
  );
}

await report('detection', {
  markdown: [
    `${whole(MILLION)} incidents of twenty years in ${whole(checked.families)} families: ${whole(checked.problems)} problems with ${whole(checked.links)} links, all as counted naively.`,
    table(
      ['', 'time', 'incidents'],
      [
        ['all problems, from incidents in disorder', MILLION / rates.get('all'), rates.get('all')],
        [
          'limit: bringing each family in order, nothing else',
          MILLION / rates.get('order'),
          rates.get('order'),
        ],
        [`${whole(SMALL)} incidents`, SMALL / rates.get('few'), rates.get('few')],
        [
          `rival: ${whole(SMALL)} incidents, each compared with all like it`,
          SMALL / rates.get('naive'),
          rates.get('naive'),
        ],
      ].map(([name, seconds, rate]) => [name, `${short(seconds)} s`, `${whole(rate)}/s`]),
    ),
    'One family in order, the cost of one incident:',
    table(
      ['incidents', ...families.map(({ cases }) => whole(cases)), 'aim'],
      [
        [
          'ns an incident',
          ...families.map(({ name }) => short(nanoseconds(growing.get(name)))),
          `longest ≤ ${GROWTH} × shortest`,
        ],
      ],
    ),
  ].join('\n\n'),
  failures,
});

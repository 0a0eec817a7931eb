import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { isQuick, note, report } from '../lib/report.mjs';
import { mebibytes, short, table, whole } from '../lib/table.mjs';
import { PLAIN, WITH_HOLIDAYS } from './calendar.mjs';
import { checkSeconds } from './check.mjs';
import { commandLine } from './command-line.mjs';
import { compileTimes } from './compile.mjs';
import { dayjsBusinessTime } from './contestants/dayjs-business-time.mjs';
import { luxonLoop } from './contestants/luxon-loop.mjs';
import { momentBusinessTime } from './contestants/moment-business-time.mjs';
import { openingHours } from './contestants/opening-hours.mjs';
import { ours } from './contestants/ours.mjs';
import { createOracle } from '../lib/oracle.mjs';
import { speedOf } from './speed.mjs';

const failures = [];

note('compile time');
const compile = compileTimes();

note('memory');
const memory = JSON.parse(
  execFileSync(
    process.execPath,
    ['--expose-gc', fileURLToPath(new URL('./memory-child.mjs', import.meta.url))],
    { encoding: 'utf8' },
  ),
);

note('the oracle counts the seconds of 18 years');
const oracles = [createOracle(PLAIN), createOracle(WITH_HOLIDAYS)];

const checked = [PLAIN, WITH_HOLIDAYS].map((terms, at) =>
  checkSeconds(ours(terms), oracles[at], isQuick ? 200 : 5000),
);
for (const { wrong } of checked) if (wrong > 0) failures.push(`in whole seconds ${wrong} of ours are wrong`);

const all = [ours, openingHours, momentBusinessTime, dayjsBusinessTime, luxonLoop];
const tables = [];
for (const [terms, oracle, makers] of [
  [PLAIN, oracles[0], all],
  [WITH_HOLIDAYS, oracles[1], [ours, openingHours]],
]) {
  const contestants = makers.map((make) => make(terms));
  for (const op of ['between', 'after']) {
    note(`${op}, ${terms.holidays.length} holidays`);
    const found = speedOf(op, contestants, oracle);
    tables.push(found.markdown);
    failures.push(...found.failures);
  }
}

note('the command line');
const lines = await commandLine(oracles);
if (lines.wrong > 0) failures.push(`the command answers ${lines.wrong} of ${lines.lines} lines wrongly`);

const sizes = table(
  ['', 'found', 'aim'],
  [
    ['compile ten years, zone new to the process', `${short(compile.zoneNew)} ms`, '< 10 ms'],
    ['compile ten years, zone known', `${short(compile.zoneKnown)} ms`, '< 10 ms'],
    ['100 calendars of ten years', mebibytes(memory.bytes), '≤ 16 MiB'],
    ['`cli support-time`', `${whole(lines.ours)} lines/s`, ''],
    ['`JSON.parse` alone, same lines', `${whole(lines.parsing)} lines/s`, ''],
    ['ratio', short(lines.ours / lines.parsing), '≥ 0.5'],
    [`peak memory, ${whole(lines.lines)} lines`, mebibytes(lines.peak), 'that of a tenth'],
    [`peak memory, ${whole(lines.lines / 10)} lines`, mebibytes(lines.peakOfTenth), ''],
  ],
);

const asked = checked.reduce((sum, each) => sum + each.asked, 0);
await report('support-time', {
  markdown: [
    'Questions a second; in bold how many times as fast ours is. Without holidays, the rivals’ best case:',
    tables[0],
    tables[1],
    'With four holidays a year as a list of days (18 years):',
    tables[2],
    tables[3],
    `Right by the oracle besides: ${whole(asked)} questions in whole seconds, both ends of \`after\`.`,
    sizes,
  ].join('\n\n'),
  failures,
});

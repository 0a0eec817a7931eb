import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { clearInterval, setInterval } from 'node:timers';
import { fileURLToPath } from 'node:url';
import { median } from '../lib/median.mjs';
import { isQuick } from '../lib/report.mjs';
import { PLAIN, WITH_HOLIDAYS } from './calendar.mjs';
import { casesOf, SPANS } from './cases.mjs';

const LINES = isQuick ? 20_000 : 300_000;
const ROUNDS = isQuick ? 1 : 5;
const command = fileURLToPath(new URL('../../dist/apps/cli/src/main.js', import.meta.url));
const parser = fileURLToPath(new URL('./parse-only.mjs', import.meta.url));

/** Questions as an auditor would send them: a few calendars by turns, `within` and `after`. */
const writeLines = async (path, count, oracles) => {
  const output = createWriteStream(path);
  const calendars = [PLAIN, WITH_HOLIDAYS];
  const pools = calendars.map((_, which) =>
    SPANS.flatMap(({ days }) => casesOf(oracles[which], { days, count: 250 })),
  );
  const text = (second) => new Date(second * 1000).toISOString();
  for (let line = 0; line < count; line += 1) {
    const which = line % 2;
    const { from, to, seconds } = pools[which][line % 1000];
    const rest = line % 3 === 0 ? { op: 'after', seconds } : { op: 'within', to: text(to) };
    const question = { id: line, from: text(from), calendar: calendars[which], ...rest };
    if (!output.write(`${JSON.stringify(question)}\n`)) await once(output, 'drain');
  }
  output.end();
  await once(output, 'finish');
  return (line) => {
    const { opened, after } = pools[line % 2][line % 1000];
    return line % 3 === 0 ? text(after.lastAt).replace('.000Z', 'Z') : opened;
  };
};

const peakBytes = (pid) => {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) * 1024;
  } catch {
    return 0;
  }
};

/** Runs a program over a file; its start is not counted out. */
const timed = async (script, args, file, onLine) => {
  const start = performance.now();
  const child = spawn(process.execPath, [script, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  createReadStream(file, { highWaterMark: 1 << 18 }).pipe(child.stdin);
  let peak = 0;
  const sampler = setInterval(() => (peak = Math.max(peak, peakBytes(child.pid))), 20);
  const exited = once(child, 'exit');
  if (onLine) for await (const line of createInterface({ input: child.stdout })) onLine(line);
  else child.stdout.resume();
  const [code] = await exited;
  clearInterval(sampler);
  if (code !== 0) throw new Error(`${script} ended with ${code}`);
  return { seconds: (performance.now() - start) / 1000, peak };
};

/**
 * The command `support-time` against a program that does nothing but JSON.parse of the same lines, by turns; its answers
 * checked once, and its memory on a tenth of the lines and on all of them.
 */
export const commandLine = async (oracles) => {
  const directory = await mkdtemp(join(tmpdir(), 'sla-ledger-bench-'));
  try {
    const [all, tenth] = [join(directory, 'all.ndjson'), join(directory, 'tenth.ndjson')];
    const rightAnswer = await writeLines(all, LINES, oracles);
    await writeLines(tenth, LINES / 10, oracles);
    let [answers, wrong] = [0, 0];
    await timed(command, ['support-time'], all, (line) => {
      const { id, result } = JSON.parse(line);
      if (id !== answers || result !== rightAnswer(id)) wrong += 1;
      answers += 1;
    });
    const [ours, parsing] = [[], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      ours.push(await timed(command, ['support-time'], all));
      parsing.push(await timed(parser, [], all));
    }
    const small = await timed(command, ['support-time'], tenth);
    const rate = (runs) => LINES / median(runs.map(({ seconds }) => seconds));
    return {
      lines: LINES,
      wrong: wrong + LINES - answers,
      ours: rate(ours),
      parsing: rate(parsing),
      peak: Math.max(...ours.map(({ peak }) => peak)),
      peakOfTenth: small.peak,
    };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};

import { alternate } from '../lib/alternate.mjs';
import { passOver } from '../lib/pass-over.mjs';
import { isQuick } from '../lib/report.mjs';
import { short, table, whole } from '../lib/table.mjs';
import { casesOf, SPANS } from './cases.mjs';
import { wrongAnswers } from './check.mjs';

const COUNT = isQuick ? 100 : 1000;
const ROUNDS = isQuick ? 3 : 15;

/** A slow rival is asked the first of the cases only, as many as fit. */
const TURN_BUDGET_MS = isQuick ? 50 : 150;

/**
 * The table of one operation, `between` or `after`: cases a second of each contestant, and how many times as fast
 * ours, the first one, is.
 */
export const speedOf = (op, contestants, oracle) => {
  const failures = [];
  const rows = SPANS.map(({ name, days }) => {
    const cases = casesOf(oracle, { days, count: COUNT });
    const runs = contestants.map((contestant) => runOf(op, contestant, cases));
    if (runs[0].wrong > 0) failures.push(`${op}, ${name}: ${runs[0].wrong} of ours are wrong`);
    const rates = alternate(runs, ROUNDS);
    const ours = rates.get(runs[0].name);
    const cells = runs.map((run, at) => cellOf(run, rates.get(run.name), at === 0 ? undefined : ours));
    return [`\`${op}\`, ${name}`, ...cells];
  });
  return { markdown: table(['', ...contestants.map(({ name }) => name)], rows), failures };
};

const runOf = (op, contestant, cases) => {
  const ask = contestant[op];
  const fitting = cases.slice(0, howMany(ask, cases.slice(0, 20).map(contestant.prepare), cases.length));
  const questions = fitting.map(contestant.prepare);
  const wrong = wrongAnswers(op, ask, questions, fitting);
  return { name: contestant.name, cases: fitting.length, wrong, pass: passOver(ask, questions) };
};

const howMany = (ask, questions, most) => {
  const askAll = () => {
    const start = performance.now();
    let asked = 0;
    while (asked < questions.length && performance.now() - start < TURN_BUDGET_MS) {
      ask(questions[asked]);
      asked += 1;
    }
    return (performance.now() - start) / asked;
  };
  // The first time says more of the compiler than of the contestant.
  const each = Math.min(askAll(), askAll());
  return Math.max(3, Math.min(most, Math.floor(TURN_BUDGET_MS / each)));
};

const cellOf = ({ cases, wrong }, rate, ours) => {
  const times = ours === undefined ? '' : `, **${short(ours / rate)}×**`;
  const fewer = cases === COUNT ? '' : `, ${cases} cases`;
  return `${whole(rate)}/s${times}${fewer}${wrong === 0 ? '' : `, ${wrong} wrong`}`;
};

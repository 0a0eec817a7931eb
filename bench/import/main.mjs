import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { note, report } from '../lib/report.mjs';
import { mebibytes, short, table, whole } from '../lib/table.mjs';
import { copyLimit } from './copy-limit.mjs';
import { asFacts, countFacts } from './facts-file.mjs';
import { evaluateFile } from './evaluate-file.mjs';
import { figuresOf } from './figures.mjs';
import { ledgerOf } from './ledger.mjs';
import { sampleMemory } from './memory.mjs';
import { startStack } from './stack.mjs';

const [given] = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
if (!existsSync(given)) {
  note(`there is no file ${given}`);
  process.exit(2);
}

const readJson = (path) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));

/** The agreement that the facts' customer is under; for a customer of whom nothing is known, one made for the bench. */
const agreementFor = (customer) => {
  const known = ['examples/servicenow.json', 'examples/demo.json'].map(readJson);
  const [model] = known;
  return known.find(({ customerId }) => customerId === customer) ?? { ...model, customerId: customer };
};

const seconds = (since) => (performance.now() - since) / 1000;

/** One instant for every evaluation of the run: what is still open must not age between them. */
const at = new Date(performance.timeOrigin).toISOString();

const once = async (ledger, file, evaluation) => {
  const start = performance.now();
  const answer = await ledger.importFile(file);
  const recorded = seconds(start);
  const figures = await ledger.getAt(evaluation, answer.position);
  return {
    answer,
    recorded,
    visible: seconds(start),
    breaches: figures.breachesCount ?? figures.breaches.length,
    figures: figuresOf(figures),
  };
};

note('starting a stack');
const stack = await startStack();
try {
  const converted = await asFacts(given, stack.dataDir);
  const counted = await countFacts(converted.file);
  const ledger = ledgerOf(stack);
  const agreement = agreementFor(counted.customer);
  await ledger.put(`/v1/agreements/${agreement.agreementId}`, agreement);
  const evaluation = `/v1/evaluations/${agreement.agreementId}/${counted.month}?at=${at}`;

  note(`importing ${whole(counted.lines)} facts`);
  const memory = sampleMemory(stack.pid);
  const first = await once(ledger, converted.file, evaluation);
  const peaks = memory.stop();
  note('importing them again');
  const second = await once(ledger, converted.file, evaluation);
  note('COPY of as much');
  const copy = await copyLimit(stack.postgres, counted);

  const failures = [];
  for (const { answer } of [first, second]) {
    const { lines, recorded, duplicates, rejected } = answer;
    if (lines !== counted.lines) failures.push(`the file has ${counted.lines} lines, the answer ${lines}`);
    if (recorded + duplicates + rejected !== lines)
      failures.push('recorded, duplicates and rejected do not add up');
  }
  if (second.answer.recorded !== 0) failures.push(`the second import recorded ${second.answer.recorded}`);
  if (first.figures !== second.figures) failures.push('the second import changed the figures');
  const pure = evaluateFile(converted.file, agreement, counted.month, at, stack.dataDir);
  if (first.figures !== pure) failures.push('the ledger shows other figures than the file by itself');

  const rate = (time) => `${whole(counted.lines / time)}/s`;
  const row = (name, time) => [name, `${short(time)} s`, rate(time)];
  const { recorded, duplicates, rejected } = first.answer;
  await report('import', {
    markdown: [
      `\`${basename(given)}\`: ${whole(counted.lines)} facts, ${mebibytes(counted.size)}; recorded ${whole(recorded)}, duplicates ${whole(duplicates)}, rejected ${whole(rejected)}; evaluation of ${counted.month}, ${whole(first.breaches)} breaches.`,
      table(
        ['', 'time', 'facts'],
        [
          ...(converted.seconds === null ? [] : [row('log to NDJSON, by the CLI', converted.seconds)]),
          row('file to recorded', first.recorded),
          row('file to visible in the evaluation', first.visible),
          row('second import to recorded: 0 new', second.recorded),
          row('second import to visible', second.visible),
          row('limit: COPY of as many rows, as large, into the same Postgres', copy),
        ],
      ),
      table(
        ['peak memory of', 'resident', 'of its own'],
        [...peaks].map(([role, { resident, own }]) => [role, mebibytes(resident), mebibytes(own)]),
      ),
    ].join('\n\n'),
    failures,
  });
} finally {
  await stack.stop();
}

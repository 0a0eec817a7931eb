// The whole gate: `npm test`, or some stages of it: `npm test -- lint unit`. Needs Node and npm, nothing else prepared.
import { fileURLToPath } from 'node:url';
import { stages } from './gate/stages.mjs';
import { runStage } from './gate/run-stage.mjs';
import { install, isInstalled } from './start-prepare.mjs';

const say = (line) => process.stderr.write(`${line}\n`);
const leave = (line) => {
  say(line);
  process.exit(2);
};

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19))
  leave(`Node ${process.versions.node} is too old: use 20.19 or newer`);

const names = stages.map(({ name }) => name);
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !names.includes(name));
if (unknown.length > 0) leave(`no stage ${unknown.join(', ')}: there are ${names.join(', ')}`);

const needed = stages.flatMap(({ name, needs }) => (asked.includes(name) && needs ? [needs] : []));
const chosen =
  asked.length === 0 ? stages : stages.filter(({ name }) => [...asked, ...needed].includes(name));

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
const startedAt = performance.now();
const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;
const total = { passed: 0, failed: 0, skipped: 0 };
const failedStages = new Set();

say('── install …');
if (!isInstalled(root) && (await install(root)) !== 0) {
  say('── install: FAILED, nothing else can run');
  process.stdout.write('0 passed, 1 failed\n');
  process.exit(1);
}

for (const stage of chosen) {
  if (failedStages.has(stage.needs)) {
    say(`── ${stage.name}: not run, since ${stage.needs} failed`);
    total.skipped += 1;
    continue;
  }
  say(`── ${stage.name} …`);
  const from = performance.now();
  const tally = await runStage(stage);
  if (tally.failed > 0) failedStages.add(stage.name);
  for (const key of Object.keys(total)) total[key] += tally[key];
  const counts = stage.kind === 'tests' ? ` (${tally.passed} passed, ${tally.failed} failed)` : '';
  say(`── ${stage.name}: ${tally.failed > 0 ? 'FAILED' : 'ok'}${counts}, ${seconds(from)}`);
}

const verdict = failedStages.size === 0 ? 'every stage ok' : `failed: ${[...failedStages].join(', ')}`;
say(`── ${verdict}, ${seconds(startedAt)}`);
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
process.stdout.write(`${total.passed} passed, ${total.failed} failed${skipped}\n`);
process.exitCode = total.failed > 0 ? 1 : 0;

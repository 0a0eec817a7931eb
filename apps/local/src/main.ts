import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigError, loadConfig } from '@app/platform';
import { exampleMonth } from './example/example-month.js';
import { runStack } from './run-stack.js';
import { errorText } from './stack.error.js';
import { stopSignals } from './stop-signals.js';
import { processTerminal } from './terminal.js';

/* npm start: everything in one place. Options have become environment by now (scripts/start.mjs). */
const here = dirname(fileURLToPath(import.meta.url));
const exampleDirectory = join(here, '..', '..', '..', '..', 'examples', 'month');
const terminal = processTerminal();

const run = async (): Promise<number> => {
  const config = loadConfig(process.env);
  const note = (text: string): void => terminal.note(text);
  return runStack({
    config,
    terminal,
    signals: stopSignals(note),
    programs: {
      postgresKeeper: join(here, 'postgres', 'postgres-keeper.main.js'),
      eventNode: join(here, 'event-node.main.js'),
      api: join(here, '..', '..', 'api', 'src', 'main.js'),
      projector: join(here, '..', '..', 'projector', 'src', 'main.js'),
    },
    ...(process.env.SLA_LEDGER_EXAMPLE === 'no'
      ? {}
      : { beforeReady: exampleMonth(config, exampleDirectory, note) }),
  });
};

try {
  process.exitCode = await run();
} catch (error) {
  terminal.note(`sla-ledger could not start: ${errorText(error)}`);
  process.exitCode = error instanceof ConfigError ? 2 : 1;
}
process.exit();

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { figuresOf } from './figures.mjs';

const command = fileURLToPath(new URL('../../dist/apps/cli/src/main.js', import.meta.url));

/** The month's figures from the file alone: no log, no projection, no rows. */
export const evaluateFile = (file, agreement, month, at, directory) => {
  const terms = join(directory, 'agreement.json');
  writeFileSync(terms, JSON.stringify(agreement));
  const args = ['evaluate', '--agreement', terms, '--facts', file, '--month', month, '--at', at, '--json'];
  const output = execFileSync(process.execPath, [command, ...args], {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return figuresOf(JSON.parse(output));
};

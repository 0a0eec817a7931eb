// npm run --silent cli -- COMMAND: installs and builds first where that is needed, saying so on standard error.
import { fileURLToPath } from 'node:url';
import { build, install, isBuilt, isInstalled } from './start-prepare.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

const prepare = async () => {
  if (!isInstalled(root) && (await install(root)) !== 0) return false;
  return isBuilt(root) || (await build(root)) === 0;
};

if (await prepare()) await import('../dist/apps/cli/src/main.js');
else process.exitCode = 2;

import { spawn, spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { eventually } from '../support/stack-api.js';

const lock = (version: string): string =>
  JSON.stringify({
    name: 'small',
    version: '1.0.0',
    lockfileVersion: 3,
    requires: true,
    packages: {
      '': { name: 'small', version: '1.0.0', dependencies: { part: 'file:part' } },
      'node_modules/part': { resolved: 'part', link: true },
      part: { version },
    },
  });

// In place of the build of this project: a stack that says how it was started, until it is told to stop.
const main = `
  const stay = setInterval(() => undefined, 1000);
  process.on('SIGTERM', () => { clearInterval(stay); process.exitCode = 7; });
  console.log(JSON.stringify({ pid: process.pid, env: process.env }));
`;
const buildScript = `
  const { mkdirSync, writeFileSync, existsSync } = require('node:fs');
  mkdirSync('dist/apps/local/src', { recursive: true });
  writeFileSync('dist/apps/local/src/main.js', ${JSON.stringify(main)});
  console.log('built');
  if (existsSync('apps/fault')) process.exit(1);
`;

describe('npm start: options, installing, building', () => {
  let root: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'sla-ledger-options-'));
    await cp(resolve('scripts'), join(root, 'scripts'), { recursive: true });
    for (const directory of ['apps', 'libs', 'part']) await mkdir(join(root, directory));
    const scripts = { start: 'node scripts/start.mjs', build: 'node build.cjs' };
    const dependencies = { part: 'file:part' };
    const manifest = { name: 'small', version: '1.0.0', type: 'module', scripts, dependencies };
    await writeFile(join(root, 'package.json'), JSON.stringify(manifest));
    await writeFile(join(root, 'part', 'package.json'), '{"name":"part","version":"1.0.0"}');
    await writeFile(join(root, 'package-lock.json'), lock('1.0.0'));
    await writeFile(join(root, 'build.cjs'), buildScript);
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const env = { PATH: process.env.PATH, HOME: process.env.HOME };

  /** Runs `npm start`, or its script alone, until it says how it was started; then stops it. */
  const start = async (
    args: readonly string[],
    more: Record<string, string> = {},
    by = ['npm', 'start', '--'],
  ) => {
    const [command = '', ...first] = by;
    const child = spawn(command, [...first, ...args], { cwd: join(root, 'libs'), env: { ...env, ...more } });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const exited = new Promise<number | null>((done) => child.once('close', (code) => done(code)));
    const line = await eventually(
      () => ({
        said: stdout.split('\n').find((text) => text.startsWith('{')),
        over: child.exitCode !== null,
      }),
      ({ said, over }) => said !== undefined || over,
      30_000,
    );
    const said = JSON.parse(line.said ?? '{}') as { pid?: number; env?: Record<string, string> };
    if (said.pid !== undefined) process.kill(said.pid, 'SIGTERM');
    return { code: await exited, env: said.env ?? {}, stderr };
  };
  const script = [process.execPath, '../scripts/start.mjs'];

  it('helps at once, before anything is installed', () => {
    const { status, stdout } = spawnSync(process.execPath, ['scripts/start.mjs', '--help'], {
      cwd: root,
      env,
    });
    expect(status).toBe(0);
    expect(stdout.toString()).toMatch(/--port PORT[^]*--data-dir DIR[^]*--no-example/);
  });

  it.each([
    [['--prot', '3000'], "'--prot'"],
    [['--port', '70000'], '--port 70000: must be a port number'],
    [['--port', ''], 'must be a port number'],
    [['--port'], "'--port <value>'"],
    [['--data-dir', ''], '--data-dir: must name a directory'],
    [['data'], "'data'"],
  ])('refuses %j with exit code 2, and shows the options', (args, text) => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/start.mjs', ...args], {
      cwd: root,
      env,
    });
    expect(status).toBe(2);
    expect(stderr.toString()).toContain(text);
    expect(stderr.toString()).toContain('--no-example');
  });

  it('installs and builds what is missing, and only that', async () => {
    const first = await start([]);
    expect(first.stderr).toMatch(/installing[^]*building[^]*built/);
    const second = await start([]);
    expect(second.stderr).not.toMatch(/installing|building/);
    await writeFile(join(root, 'libs', 'new.ts'), '');
    expect((await start([])).stderr).toMatch(/building/);
    await writeFile(join(root, 'libs', 'new.spec.ts'), '');
    const soon = new Date(Date.now() - 60_000);
    await utimes(join(root, 'libs'), soon, soon); // a new name in a directory is a change of the directory
    expect((await start([])).stderr).not.toMatch(/building/);
    await writeFile(join(root, 'part', 'package.json'), '{"name":"part","version":"1.1.0"}');
    await writeFile(join(root, 'package-lock.json'), lock('1.1.0'));
    expect((await start([])).stderr).toMatch(/installing/);
  });

  it('builds again after a build that failed, though it left files', async () => {
    await writeFile(join(root, 'apps', 'fault'), '');
    const failed = await start([], {}, script);
    expect(failed.code).toBe(1);
    expect(failed.stderr).toContain('put right what it says above');
    await rm(join(root, 'apps', 'fault'));
    const past = new Date(Date.now() - 60_000);
    await utimes(join(root, 'apps'), past, past);
    expect((await start([], {}, script)).stderr).toMatch(/building[^]*built/);
  });

  it('lets options go before the environment, and means paths from where the person stands', async () => {
    const set = { SLA_LEDGER_PORT: '1', SLA_LEDGER_DATA_DIR: 'theirs', SLA_LEDGER_TOKEN_FILE: 'tokens' };
    const { env: byDefault } = await start([]);
    expect(byDefault).toMatchObject({ SLA_LEDGER_DATA_DIR: join(root, 'data') });
    expect(byDefault).not.toHaveProperty('SLA_LEDGER_PORT');
    const { env: environment } = await start([], set);
    expect(environment).toMatchObject({
      SLA_LEDGER_PORT: '1',
      SLA_LEDGER_DATA_DIR: join(root, 'libs', 'theirs'),
      SLA_LEDGER_TOKEN_FILE: join(root, 'libs', 'tokens'),
    });
    const { env: options } = await start(['--port', '2', '--data-dir', './mine', '--no-example'], set);
    expect(options).toMatchObject({
      SLA_LEDGER_PORT: '2',
      SLA_LEDGER_DATA_DIR: join(root, 'libs', 'mine'),
      SLA_LEDGER_EXAMPLE: 'no',
    });
  });

  it('is one process with the stack, so that signals and the exit code are the same', async () => {
    expect((await start([], {}, script)).code).toBe(7);
    expect(await readFile(join(root, 'dist/apps/local/src/main.js'), 'utf8')).toBe(main);
  });
});

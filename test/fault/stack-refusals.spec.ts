import { spawnSync } from 'node:child_process';
import { chmod, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { freePort } from '../../apps/local/src/ports.js';
import { type RunningStack, runningOn, StackTests } from '../support/stack-process.js';

const isRoot = process.getuid?.() === 0;
const elsewhere = {
  DATABASE_URL: 'postgres://a:b@127.0.0.1:1/c',
  EVENTSTORE_URL: 'esdb://127.0.0.1:2?tls=false',
};

describe('the stack, when it cannot start', () => {
  const stacks = new StackTests();
  const mounts: string[] = [];
  afterEach(() => stacks.cleanUp(() => mounts.splice(0).forEach((mount) => spawnSync('umount', [mount]))));

  /** What it says, after it has ended with exit code 1, with no address told and nothing left running. */
  const refusal = async (stack: RunningStack): Promise<string> => {
    expect(await stack.exited).toBe(1);
    expect(stack.stdout()).toBe('');
    expect(runningOn(stack.dataDir)).toEqual([]);
    return stack.stderr();
  };

  const notRun = (why: string): void =>
    void process.stderr.write(`NOT RUN: ${expect.getState().currentTestName}: ${why}\n`);

  /** A file system of its own; undefined, and said aloud, where none can be mounted. */
  const fileSystem = async (options: string): Promise<string | undefined> => {
    const directory = join(await stacks.directory(), 'disk');
    await mkdir(directory);
    const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', directory]);
    if (status !== 0) {
      notRun('no file system can be mounted here');
      return undefined;
    }
    mounts.unshift(directory);
    return directory;
  };

  it('names the port in use, and starts nothing', async () => {
    const port = await freePort();
    const server = await new Promise<Server>((done) => {
      const listening = createServer().listen(port, '127.0.0.1', () => done(listening));
    });
    const stack = await stacks.start({ dataDir: join(await stacks.directory(), 'data'), port });
    const text = await refusal(stack).finally(() => server.close());
    expect(text).toContain(
      `port ${port} on 127.0.0.1 is in use: stop the program that uses it, or choose another`,
    );
    expect(await readdir(join(stack.dataDir, 'logs'))).toEqual([]);
  });

  it('names the process that has the data directory, which goes on undisturbed', async () => {
    const dataDir = join(await stacks.directory(), 'data');
    const first = await stacks.start({ dataDir, env: elsewhere });
    await first.ready;
    const before = runningOn(dataDir);
    const second = await stacks.start({ dataDir, env: elsewhere });
    expect(await second.exited).toBe(1);
    expect(second.stdout()).toBe('');
    expect(runningOn(dataDir)).toEqual(before);
    const text = second.stderr();
    expect(before).toHaveLength(3);
    expect(text).toContain(`${dataDir} is in use by another sla-ledger, process ${first.pid}`);
    expect((await fetch(`http://127.0.0.1:${first.port}`)).status).toBe(200);
    await stat(join(dataDir, 'stack.json'));
  });

  it('lets at most one of many that start at once have the data directory', async () => {
    const dataDir = join(await stacks.directory(), 'data');
    const many = await Promise.all([1, 2, 3, 4].map(() => stacks.start({ dataDir, env: elsewhere })));
    const outcomes = await Promise.all(
      many.map(({ ready, exited }) =>
        Promise.race([
          ready.then(
            () => 'ready',
            () => exited,
          ),
        ]),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === 'ready').length).toBeLessThanOrEqual(1);
    expect(outcomes.filter((outcome) => outcome !== 'ready')).toEqual(
      outcomes.filter((outcome) => outcome !== 'ready').map(() => 1),
    );
  });

  it('takes a directory that a killed stack had, even if its process id is in use again', async () => {
    const dataDir = join(await stacks.directory(), 'data');
    await mkdir(join(dataDir, 'lock'), { recursive: true });
    await writeFile(join(dataDir, 'lock', `${process.pid}.12345`), '[]'); // this process did not start then
    const stack = await stacks.start({ dataDir, env: elsewhere });
    await stack.ready;
    const locks = (await readdir(join(dataDir, 'lock'))).filter((name) => !name.endsWith('.tmp')); // being written
    expect(locks).toEqual([expect.stringMatching(`^${stack.pid}\\.`)]);
  });

  it('says what to do about a data directory below a file', async () => {
    const directory = await stacks.directory();
    await writeFile(join(directory, 'file'), '');
    const dataDir = join(directory, 'file', 'data');
    const text = await refusal(await stacks.start({ dataDir, env: elsewhere }));
    expect(text).toContain(
      `cannot use ${dataDir}: part of this path is a file, not a directory: choose another one`,
    );
  });

  it('says what to do about a data directory that cannot be written to', async () => {
    const directory = isRoot ? await fileSystem('size=1m,ro') : await stacks.directory();
    if (directory === undefined) return;
    if (!isRoot) await chmod(directory, 0o500);
    const dataDir = join(directory, 'data');
    const text = await refusal(await stacks.start({ dataDir, env: elsewhere }));
    expect(text).toMatch(/cannot use .*data: .*choose another (one|directory) with --data-dir/);
  });

  it('says so when there is no room for a new ledger, before it begins', async () => {
    const disk = await fileSystem('size=40m');
    if (disk === undefined) return;
    const stack = await stacks.start({ dataDir: join(disk, 'data') });
    const text = await refusal(stack);
    expect(text).toMatch(
      /is full: \d+ MB are free, a new ledger needs about 100 MB; make room, or choose another/,
    );
  });

  it('says so when the disk fills up while the data is being set up, and starts when there is room', async () => {
    const disk = await fileSystem('size=200m,nr_inodes=300');
    if (disk === undefined) return;
    const dataDir = join(disk, 'data');
    const text = await refusal(await stacks.start({ dataDir }));
    expect(text).toMatch(/Postgres could not set up its data: the disk that holds .* is full; make room/);
    expect(await readdir(dataDir)).not.toContain('postgres');
    expect(await readdir(dataDir)).not.toContain('postgres.new');
    spawnSync('mount', ['-o', 'remount,nr_inodes=5000', disk]);
    await (
      await stacks.start({ dataDir })
    ).ready;
  });

  it('shows the end of the log of a child that does not come up, and stops the others', async () => {
    const dataDir = join(await stacks.directory(), 'data');
    const text = await refusal(await stacks.start({ dataDir, standIns: ['broken.mjs'] }));
    expect(text).toContain(
      `api ended while starting (exit code 3); its log is ${join(dataDir, 'logs', 'api.log')}`,
    );
    expect(text).toContain('no such thing as a frobnicator');
  });

  it('passes on what a child says about why it cannot start', async () => {
    const dataDir = join(await stacks.directory(), 'data');
    const text = await refusal(await stacks.start({ dataDir, standIns: ['hopeless.mjs'], env: elsewhere }));
    expect(text).toBe('sla-ledger could not start: all hope is lost: bring some\n');
  });

  it('refuses the passwords of another ledger', async () => {
    const dataDir = join(await stacks.directory(), 'data');
    const first = await stacks.start({ dataDir });
    await first.ready;
    first.signal('SIGTERM');
    await first.exited;
    await writeFile(join(dataDir, 'postgres.secrets.json'), '{"administrator":"00","ledger":"00"}');
    const text = await refusal(await stacks.start({ dataDir }));
    expect(text).toContain('postgres.secrets.json are not those of the data beside it: restore');
  });

  it('tells root which directory is closed to the user of Postgres, where it may not pass it on', async () => {
    if (!isRoot) return notRun('this is not root');
    const closed = await stacks.directory();
    const path = await stacks.directory();
    await chmod(path, 0o755);
    // No setpriv on this path: the one way to let Postgres through closed directories is missing.
    const programs = ['sh', 'id', 'ps'].map((name) => ['ln', '-s', `/bin/${name}`, join(path, name)]);
    for (const [ln = '', ...args] of programs) spawnSync(ln, args);
    const text = await refusal(await stacks.start({ dataDir: join(closed, 'data'), env: { PATH: path } }));
    expect(text).toContain(
      `${closed} is closed to it: open it for passing through (chmod o+x ${closed}), choose`,
    );
  });

  it('refuses an address that others can reach without a file of tokens', async () => {
    const env = { ...elsewhere, SLA_LEDGER_HOST: '0.0.0.0' };
    const stack = await stacks.start({ dataDir: join(await stacks.directory(), 'data'), env });
    expect(await stack.exited).toBe(1);
    expect(stack.stderr()).toContain('SLA_LEDGER_TOKEN_FILE');
  });
});

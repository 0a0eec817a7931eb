import { type ChildProcess, spawn, type StdioOptions } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as timer } from 'node:timers/promises';
import { freePort } from '../../apps/local/src/ports.js';

/** The build that the stack runs from. */
const distDirectory = resolve(process.env.SLA_LEDGER_TEST_DIST ?? 'dist');

export interface ProcessId {
  readonly pid: number;
  readonly startedAt: string;
  readonly command: string;
}

const statOf = (pid: string): readonly string[] | undefined => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
};

const commandOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
};

/** Whatever this process started, and what those started. */
const descendants = (pid: number): readonly ProcessId[] => {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const below = (parent: number): readonly ProcessId[] =>
    all.flatMap((name) => {
      const stat = statOf(name);
      if (stat === undefined || stat[0] === 'Z' || Number(stat[1]) !== parent) return [];
      const child = Number(name);
      return [{ pid: child, startedAt: stat[19]!, command: commandOf(child) }, ...below(child)];
    });
  return below(pid);
};

export const isAlive = ({ pid, startedAt }: ProcessId): boolean => {
  const stat = statOf(String(pid));
  return stat !== undefined && stat[0] !== 'Z' && stat[19] === startedAt;
};

const environmentOf = (pid: string): string => {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    return '';
  }
};

/** Whatever runs on this data directory, whoever its parent is by now. */
export const runningOn = (dataDir: string): readonly string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && statOf(name)?.[0] !== 'Z')
    .filter((name) => `${environmentOf(name)} ${commandOf(Number(name))}`.includes(dataDir))
    .map((name) => commandOf(Number(name)));

/** Resolves with the time it took until none of them ran any more, in milliseconds. */
export const untilGone = async (processes: readonly ProcessId[], withinMs: number): Promise<number> => {
  const start = performance.now();
  while (processes.some(isAlive)) {
    const left = processes.filter(isAlive);
    if (performance.now() - start > withinMs)
      throw new Error(`still running: ${JSON.stringify(left, null, 1)}`);
    await timer(25);
  }
  return performance.now() - start;
};

export interface RunningStack {
  readonly pid: number;
  readonly port: number;
  readonly dataDir: string;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Resolves when the line with the address has been printed; rejects when the process ends before it. */
  readonly ready: Promise<void>;
  readonly exited: Promise<number | null>;
  signal(name: NodeJS.Signals): void;
  /** Taken when asked: all processes of the stack but the parent. */
  processes(): readonly ProcessId[];
}

export interface StackProcessOptions {
  readonly dataDir: string;
  readonly port?: number;
  /** Stand-ins of test/fixtures/stack-children for API and projector; default: those that behave. */
  readonly standIns?: readonly [api: string, projector?: string];
  readonly env?: Readonly<Record<string, string>>;
  /** The real programs, as `npm start` runs them, in place of the stand-ins. */
  readonly real?: boolean;
  /** As the start script of a package, by npm, in a process group of its own. */
  readonly underNpm?: boolean;
}

/** Starts stacks, and sees to it that nothing of them outlives the test. */
export class StackTests {
  private readonly directories: string[] = [];
  private readonly started: ChildProcess[] = [];
  private readonly seen: ProcessId[] = [];

  /** An empty directory, mode 0700 as `mkdtemp` makes it. */
  async directory(): Promise<string> {
    const directory = await mkdtemp(join(tmpdir(), 'sla-ledger-stack-'));
    this.directories.push(directory);
    return directory;
  }

  async start(options: StackProcessOptions): Promise<RunningStack> {
    const { dataDir, port, standIns = ['api.mjs'], env = {}, underNpm = false, real = false } = options;
    if (!existsSync(join(distDirectory, 'apps', 'local'))) {
      throw new Error(`there is no build in ${distDirectory}: run npm run build`);
    }
    const apiPort = port ?? (await freePort());
    const script = resolve('test/fixtures/stack-children/stack.mjs');
    const args = real
      ? [join(distDirectory, 'apps', 'local', 'src', 'main.js')]
      : [script, distDirectory, ...standIns.filter((name) => name !== undefined)];
    const settings = {
      env: { PATH: process.env.PATH, SLA_LEDGER_PORT: String(apiPort), SLA_LEDGER_DATA_DIR: dataDir, ...env },
      stdio: ['ignore', 'pipe', 'pipe'] satisfies StdioOptions,
    };
    const child = underNpm
      ? spawn('npm', ['--silent', 'start'], { ...settings, cwd: await this.package(args), detached: true })
      : spawn(process.execPath, args, settings);
    this.started.push(child);
    return this.watch(child, apiPort, dataDir);
  }

  /** For afterEach; `unmount` comes when nothing runs any more, and before directories are removed. */
  async cleanUp(unmount: () => void = () => undefined): Promise<void> {
    for (const child of this.started.splice(0)) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      this.seen.push(...descendants(child.pid!));
      child.kill('SIGKILL');
    }
    const left = this.seen.splice(0);
    await untilGone(left, 6_000).catch(() =>
      left.filter(isAlive).forEach(({ pid }) => process.kill(pid, 'SIGKILL')),
    );
    unmount();
    for (const directory of this.directories.splice(0)) await rm(directory, { recursive: true, force: true });
  }

  private async package(args: readonly string[]): Promise<string> {
    const directory = await this.directory();
    const { scripts: own } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      scripts: { start: string };
    };
    // Our own start script, and how it calls node: what npm makes of a signal depends on that.
    const scripts = { start: own.start.replace('scripts/start.mjs', args.join(' ')) };
    await writeFile(join(directory, 'package.json'), JSON.stringify({ name: 'small', scripts }));
    return directory;
  }

  private watch(child: ChildProcess, port: number, dataDir: string): RunningStack {
    let stdout = '';
    let stderr = '';
    const exited = new Promise<number | null>((done) => child.once('close', (code) => done(code)));
    const ready = new Promise<void>((done, fail) => {
      child.stdout!.on('data', (chunk: Buffer) => {
        stdout += chunk.toString();
        if (stdout.includes('\n')) done();
      });
      child.stderr!.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
      void exited.then((code) => fail(new Error(`ended with ${code} before it was ready: ${stderr}`)));
    });
    ready.catch(() => undefined);
    return {
      pid: child.pid!,
      port,
      dataDir,
      stdout: () => stdout,
      stderr: () => stderr,
      ready,
      exited,
      signal: (name) => void child.kill(name),
      processes: () => {
        const found = descendants(child.pid!);
        this.seen.push(...found);
        return found;
      },
    };
  }
}

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as timer } from 'node:timers/promises';
import { createEventStore } from '@app/event-store';
import { askApi, eventually, readStackFile, withPostgres } from '../support/stack-api.js';
import { isAlive, type ProcessId, StackTests, untilGone } from '../support/stack-process.js';

const kill = ({ pid }: ProcessId): boolean => process.kill(pid, 'SIGKILL');
const named = (processes: readonly ProcessId[], part: string): ProcessId => {
  const found = processes.find(({ command }) => command.includes(part));
  if (found === undefined) throw new Error(`no ${part} among ${JSON.stringify(processes)}`);
  return found;
};

describe('the stack, when processes are killed', () => {
  const stacks = new StackTests();
  afterEach(() => stacks.cleanUp());

  const note = async (eventStore: string, stream: string): Promise<void> => {
    const log = createEventStore({ connectionString: eventStore });
    const event = { id: crypto.randomUUID(), type: 'Noted', data: {}, metadata: {} };
    await log.append(stream, [event], 'no-stream');
    await log.close();
  };
  const lastStream = async (eventStore: string): Promise<string | undefined> => {
    const log = createEventStore({ connectionString: eventStore });
    try {
      return (await log.last())?.stream;
    } finally {
      await log.close();
    }
  };
  const started = async (dataDir?: string, more: { port?: number } = {}) => {
    const stack = await stacks.start({ dataDir: dataDir ?? join(await stacks.directory(), 'data'), ...more });
    await stack.ready;
    return stack;
  };

  it('ends every child within 5 s of kill -9 of the parent', async () => {
    const stack = await started();
    const processes = stack.processes();
    expect(processes.some(({ command }) => command.includes('-D'))).toBe(true); // Postgres is among them
    stack.signal('SIGKILL');
    await stack.exited;
    expect(await untilGone(processes, 5_000)).toBeLessThan(5_000);
  });

  it('starts again at once after kill -9 of the parent, on the same port, with all that was recorded', async () => {
    const first = await started();
    await note((await readStackFile(first.dataDir)).eventStore, 'note-before');
    first.signal('SIGKILL');
    await first.exited;
    const second = await started(first.dataDir, { port: first.port });
    expect(await lastStream((await readStackFile(second.dataDir)).eventStore)).toBe('note-before');
  });

  it('starts again after kill -9 of every process at once', async () => {
    const first = await started();
    await note((await readStackFile(first.dataDir)).eventStore, 'note-before');
    const processes = first.processes();
    first.signal('SIGKILL');
    processes.forEach((child) => isAlive(child) && kill(child));
    await first.exited;
    const second = await started(first.dataDir, { port: first.port });
    expect(await lastStream((await readStackFile(second.dataDir)).eventStore)).toBe('note-before');
  });

  it('takes over a Postgres whose keeper was killed with the parent', async () => {
    const first = await started();
    await note((await readStackFile(first.dataDir)).eventStore, 'note-before');
    const processes = first.processes();
    const orphan = named(processes, ' -D ');
    first.signal('SIGKILL');
    kill(named(processes, 'postgres-keeper'));
    await first.exited;
    await timer(3_000);
    expect(isAlive(orphan)).toBe(true);
    const second = await started(first.dataDir);
    expect(isAlive(orphan)).toBe(false);
    // Stopped in good order, not killed: there was nothing to recover.
    const log = await readFile(join(second.dataDir, 'logs', 'postgres.log'), 'utf8');
    expect(log).toContain('database system was shut down');
    expect(log).not.toContain('was not properly shut down');
    expect(await lastStream((await readStackFile(second.dataDir)).eventStore)).toBe('note-before');
  });

  it('restarts a child that dies, and goes on', async () => {
    const stack = await started();
    const { pid } = await askApi(stack.port);
    process.kill(pid, 'SIGKILL');
    const again = await eventually(
      () => askApi(stack.port),
      (answer) => answer.pid !== pid,
      10_000,
    );
    expect(again.pid).not.toBe(pid);
    expect(stack.stderr()).toMatch(/api ended \(signal SIGKILL\), starts again in [\d.]+ s/);
  });

  it.each([
    ['its keeper', 'postgres-keeper'],
    ['Postgres', ' -D '],
    ['the event node', 'event-node.main'],
  ])('heals when %s is killed, at the same addresses', async (_, part) => {
    const stack = await started();
    const before = await readStackFile(stack.dataDir);
    const api = (await askApi(stack.port)).pid;
    const victim = named(stack.processes(), part);
    kill(victim);
    await eventually(
      () => named(stack.processes(), part),
      ({ pid }) => pid !== victim.pid,
      10_000,
    );
    const answers = (): Promise<unknown> => withPostgres(before.postgres, (sql) => sql`select 1`);
    await eventually(answers, () => true, 20_000);
    await eventually(
      () => lastStream(before.eventStore),
      () => true,
      20_000,
    );
    expect((await askApi(stack.port)).pid).toBe(api);
    stack.signal('SIGTERM');
    expect(await stack.exited).toBe(0);
  });

  it('kills a child that does not stop, and is gone within 10 s all the same', async () => {
    const dataDir = join(await stacks.directory(), 'data');
    const stack = await stacks.start({ dataDir, standIns: ['deaf.mjs', 'deaf.mjs'] });
    await stack.ready;
    const processes = stack.processes();
    const asked = performance.now();
    stack.signal('SIGINT');
    expect(await stack.exited).toBe(0);
    await untilGone(processes, 0);
    expect(performance.now() - asked).toBeLessThan(10_000);
  });

  it('is gone much sooner at a second Ctrl-C, but not at the echo of the first', async () => {
    const dataDir = join(await stacks.directory(), 'data');
    const first = await stacks.start({ dataDir, standIns: ['stubborn.mjs'] });
    await first.ready;
    const processes = first.processes();
    first.signal('SIGINT');
    await timer(100);
    first.signal('SIGINT'); // npm's
    await timer(1_100);
    expect(processes.filter(isAlive).length).toBeGreaterThan(4);
    const asked = performance.now();
    first.signal('SIGINT');
    expect(await first.exited).toBe(0);
    await untilGone(processes, 0);
    expect(performance.now() - asked).toBeLessThan(1_000);
    await (
      await stacks.start({ dataDir })
    ).ready;
  });

  it('ends what a killed stack left because it did not listen', async () => {
    const dataDir = join(await stacks.directory(), 'data');
    const first = await stacks.start({ dataDir, standIns: ['deaf.mjs'] });
    await first.ready;
    const deaf = named(first.processes(), 'deaf.mjs');
    first.signal('SIGKILL');
    await first.exited;
    const second = await started(dataDir);
    expect(isAlive(deaf)).toBe(false);
    expect(second.stderr()).toContain(`left api (process ${deaf.pid}) running: ended it`);
  });

  it('stops in good order at Ctrl-C under npm, where the signal comes twice', async () => {
    const dataDir = join(await stacks.directory(), 'data');
    const stack = await stacks.start({ dataDir, underNpm: true });
    await stack.ready;
    const processes = stack.processes();
    expect(processes.length).toBeGreaterThan(5);
    process.kill(-stack.pid, 'SIGINT'); // as a terminal does: to npm and to the parent
    await stack.exited;
    await untilGone(processes, 0);
    expect(stack.stderr()).toContain('stopping');
    expect(await readFile(join(dataDir, 'logs', 'postgres.log'), 'utf8')).toMatch(
      /fast shutdown request[^]*shut down\n$/,
    );
  });

  // Needs the script to be "exec node ...": npm passes a signal to its shell alone, and a shell that waits does not.
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'stops in good order at a %s that only npm gets',
    async (signal) => {
      const dataDir = join(await stacks.directory(), 'data');
      const stack = await stacks.start({ dataDir, underNpm: true });
      await stack.ready;
      const processes = stack.processes();
      stack.signal(signal);
      await stack.exited;
      await untilGone(processes, 0);
      expect(await readdir(join(dataDir, 'lock'))).toEqual([]);
    },
    30_000,
  );

  it('ends when npm is killed with -9, which cannot pass that on', async () => {
    const dataDir = join(await stacks.directory(), 'data');
    const stack = await stacks.start({ dataDir, underNpm: true });
    await stack.ready;
    const processes = stack.processes();
    expect(processes.length).toBeGreaterThan(5);
    stack.signal('SIGKILL');
    expect(await untilGone(processes, 5_000)).toBeLessThan(5_000);
  });

  it('stops in good order when it is told to before it serves', async () => {
    const dataDir = join(await stacks.directory(), 'data');
    const stack = await stacks.start({ dataDir });
    await eventually(
      () => stack.processes(),
      (found) => found.length > 0,
      10_000,
    );
    await timer(300);
    const processes = stack.processes();
    stack.signal('SIGTERM');
    expect(await stack.exited).toBe(0);
    await untilGone(processes, 1_000);
    await started(dataDir);
  });
});

import { spawn } from 'node:child_process';

// Output goes through a pipe, some of it into CI's pages: no colours. Node warns where both variables are set.
const environment = { ...process.env, NO_COLOR: '1' };
delete environment.FORCE_COLOR;

/** Processes of this run; whatever ends it ends them. */
const running = new Set();

// Each command leads a process group: npm, what it started, and what that started end together.
const endGroup = (child, signal) => {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // already gone
  }
};

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    for (const child of running) endGroup(child, 'SIGTERM');
    setTimeout(() => {
      for (const child of running) endGroup(child, 'SIGKILL');
      process.exit(1);
    }, 3_000);
  });
}

/**
 * Runs a command without standard input to its end.
 *
 * @param {readonly string[]} command program and arguments
 * @param {{ show: boolean, minutes: number }} options show: its output appears as it comes; else it is only kept
 * @returns {Promise<{ ok: boolean, output: string }>} not ok too when it took longer than `minutes`
 */
export const runCommand = ([program, ...args], { show, minutes }) =>
  new Promise((resolve) => {
    const child = spawn(program, args, {
      detached: true,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    const kept = [];
    const take = (chunk) => (show ? process.stderr.write(chunk) : kept.push(chunk));
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    const limit = setTimeout(() => {
      take(Buffer.from(`stopped: it took longer than ${minutes} minutes\n`));
      endGroup(child, 'SIGKILL');
    }, minutes * 60_000);
    const end = (ok, output) => {
      clearTimeout(limit);
      running.delete(child);
      resolve({ ok, output });
    };
    child.once('error', (error) => end(false, `${program}: ${error.message}\n`));
    // Whatever it left behind would hold the pipes open, and `close` would not come.
    child.once('exit', () => endGroup(child, 'SIGKILL'));
    child.once('close', (code) => end(code === 0, Buffer.concat(kept).toString()));
  });

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../dist/apps/projector/src/main.js', import.meta.url));

/**
 * The projector as a process that is started again whenever it is killed, at once: the supervisor's growing pauses would
 * measure the pauses.
 *
 * @param {{ databaseUrl: string, connectionString: string }} server
 */
export const startProjector = async ({ databaseUrl, connectionString }) => {
  const env = {
    ...process.env,
    LOG_LEVEL: 'warn',
    DATABASE_URL: databaseUrl,
    EVENTSTORE_URL: connectionString,
  };
  let stopping = false;
  let child;
  let ready;
  const start = () => {
    child = fork(program, [], { env, execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    const own = child;
    ready = new Promise((resolve) =>
      own.on('message', ({ type }) => {
        if (type === 'ready') resolve();
      }),
    );
    own.once('exit', () => {
      if (!stopping) start();
    });
  };
  start();
  await ready;
  return {
    /** Resolves when it runs again. */
    kill: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
      await ready;
    },
    stop: async () => {
      stopping = true;
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
    },
  };
};

import { runInBackground } from '@app/platform';
import { GroupRunner, type GroupRunnerOptions } from './group-runner.js';
import { ReadModelsRefusedError } from './projection.errors.js';
import type { RunnerStatus } from './runner-status.js';

export interface RunningGroup {
  /** Resolves after the signal's abort, when the group has been let go; rejects with `ReadModelsRefusedError` alone. */
  readonly done: Promise<void>;
  status(): RunnerStatus;
}

/**
 * Keeps the rows of a group up with the log until the signal aborts. Start it in as many processes as you like: one of
 * them owns the group, the others stand by and take over within seconds. It survives the loss of log and database, and
 * whatever else can be tried again; a poisoned partition is parked.
 *
 * @example
 * const running = runGroup({ group, store, database: { url, role: roleOf.read }, ledgerId, clock, logger, signal });
 * await running.done;
 */
export const runGroup = (options: GroupRunnerOptions & { readonly signal: AbortSignal }): RunningGroup => {
  const runner = new GroupRunner(options);
  const refused = new AbortController();
  const serve = async (signal: AbortSignal): Promise<void> => {
    try {
      await runner.serve(signal);
    } catch (error) {
      if (error instanceof ReadModelsRefusedError) refused.abort(error);
      throw error;
    }
  };
  const run = async (): Promise<void> => {
    await runInBackground(serve, {
      name: `projection group ${options.group.name}`,
      logger: options.logger,
      signal: AbortSignal.any([options.signal, refused.signal]),
      maxMs: 2_000,
    });
    if (refused.signal.aborted) throw refused.signal.reason;
    runner.stopped();
  };
  return { done: run(), status: () => runner.status() };
};

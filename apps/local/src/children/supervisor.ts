import { backoffMs, pause } from '@app/platform';
import type { NamedProcess } from '../data-dir/data-dir.lock.js';
import { identify } from '../processes/process-identity.js';
import { errorText } from '../stack.error.js';
import { type Child, type ChildProgram, startChild } from './child.js';
import type { ChildLog } from './child-log.js';

export interface SupervisorOptions {
  readonly log: ChildLog;
  readonly note: (text: string) => void;
  /** Called whenever this child's process is another one, or none. */
  readonly onProcess: (process: NamedProcess | undefined) => void;
  /** A child that has run for so long starts its back-off anew. Default 60 s. */
  readonly steadyAfterMs?: number;
}

/** Keeps one child running, from its first start until it is told to stop. */
export class Supervisor {
  private child: Child | undefined;
  private readonly stopping = new AbortController();
  private failures = 0;

  constructor(
    private readonly program: ChildProgram,
    private readonly options: SupervisorOptions,
  ) {}

  /**
   * The first start. From when it succeeds, the child is restarted whenever it ends.
   *
   * @throws StackError when it cannot start: no second try, since a person has to do something
   */
  async start(): Promise<void> {
    const child = this.launch();
    await child.ready;
    void this.restartWhenEnded(child, performance.now());
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.child?.stop();
  }

  async stopNow(): Promise<void> {
    this.stopping.abort();
    await this.child?.stopNow();
  }

  private launch(): Child {
    const child = startChild(this.program, this.options.log);
    this.child = child;
    const { onProcess } = this.options;
    const { pid } = child;
    if (pid !== undefined) {
      void identify(pid).then((found) => found && onProcess({ ...found, name: this.program.name }));
    }
    void child.exited.then(() => onProcess(undefined));
    return child;
  }

  private async restartWhenEnded(first: Child, firstStartedAt: number): Promise<void> {
    const { note, log, steadyAfterMs = 60_000 } = this.options;
    const { signal } = this.stopping;
    let child = first;
    let startedAt = firstStartedAt;
    for (;;) {
      const how = await child.exited;
      if (signal.aborted) return;
      this.failures = performance.now() - startedAt > steadyAfterMs ? 1 : this.failures + 1;
      const ms = backoffMs(this.failures, { firstMs: 500, maxMs: 15_000 }, Math.random);
      note(
        `${this.program.name} ended (${how}), starts again in ${(ms / 1000).toFixed(1)} s; its log: ${log.path}`,
      );
      await pause(ms, signal);
      if (signal.aborted) return;
      startedAt = performance.now();
      child = this.launch();
      child.ready.then(
        () => note(`${this.program.name} runs again`),
        (error: unknown) => signal.aborted || note(errorText(error)),
      );
    }
  }
}

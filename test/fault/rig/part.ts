import { setTimeout as timer } from 'node:timers/promises';
import { type Child, type ChildProgram, startChild } from '../../../apps/local/src/children/child.js';
import type { ChildLog } from '../../../apps/local/src/children/child-log.js';

/**
 * One program of the stack, started as the stack starts it, and again at once whenever it ends: the supervisor's
 * growing pauses would make hours of a thousand kills.
 */
export class Part {
  private child: Child | undefined;
  private ready = false;
  private stopping = false;
  private killed = false;
  /** How it ended when nobody had killed it, with the end of its log. */
  readonly ownEnds: string[] = [];
  private running = Promise.resolve();

  constructor(
    private started: ChildProgram,
    private readonly log: ChildLog,
  ) {}

  get program(): ChildProgram {
    return this.started;
  }

  /** The end of what it has said so far. */
  lastWords(): string {
    return this.log.tail();
  }

  /** Killed, and started again with another environment. */
  become(env: ChildProgram['env']): void {
    this.started = { ...this.started, env };
    this.kill();
  }

  get isReady(): boolean {
    return this.ready;
  }

  /** Of the process that runs now. */
  get pid(): number {
    if (this.child?.pid === undefined) throw new Error(`${this.program.name} does not run`);
    return this.child.pid;
  }

  async start(): Promise<void> {
    this.running = this.keepRunning();
    await this.untilReady(60_000);
  }

  /** Starts it once, where it should refuse. @returns what it tells the person at the terminal */
  async tryToStart(): Promise<string> {
    const child = startChild(this.program, this.log);
    const told = await child.ready.then(
      () => 'it has started',
      (error: unknown) => (error as Error).message,
    );
    await child.stop();
    return told;
  }

  /** `kill -9`, this instant. */
  kill(): void {
    this.expectEnd();
    process.kill(this.pid, 'SIGKILL');
  }

  /** SIGTERM, and started again when it has stopped. */
  restart(): void {
    this.expectEnd();
    process.kill(this.pid, 'SIGTERM');
  }

  /** Its end is somebody's doing. */
  expectEnd(): void {
    this.ready = false;
    this.killed = true;
  }

  async untilReady(withinMs: number): Promise<void> {
    const end = performance.now() + withinMs;
    while (!this.ready) {
      if (performance.now() > end) {
        throw new Error(
          `${this.program.name} was not ready within ${withinMs} ms; it said:\n${this.log.tail()}`,
        );
      }
      await timer(10);
    }
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.child?.stop();
    await this.running;
    await this.log.close();
  }

  private async keepRunning(): Promise<void> {
    while (!this.stopping) {
      const child = startChild(this.program, this.log);
      this.child = child;
      const came = await child.ready.then(
        () => true,
        () => false, // why stands in its log; what it needs may just be away
      );
      this.ready = came;
      const how = await child.exited;
      this.ready = false;
      if (came && !this.killed && !this.stopping) this.ownEnds.push(`${how}: ${this.log.tail()}`);
      this.killed = false;
      if (!came) await timer(100);
    }
  }
}

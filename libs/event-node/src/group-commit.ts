import { AppendQueue, type GroupLimit, WaitingAppend } from './append-queue.js';
import { type AppendCommand, type AppendResult } from './domain/append-command.js';
import { type LogWriter } from './log-writer.js';
import { type EventNodeMetrics } from './metrics.js';

export interface GroupCommitOptions {
  readonly limit: GroupLimit;
  readonly fullAtBytes: number;
  /** Called when it is not known how a transaction ended, or whether the writer still holds its right. */
  readonly onUncertain: (error: unknown) => void;
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

// The statement itself is at fault, not the database: a name too long for an index, text it cannot hold.
const isBadData = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && /^(22|54)/.test(String(error.code));

/**
 * Appends that wait together share a transaction. One group at a time, in order of arrival; nobody is answered before
 * the group is durable, a refusal neither, since it may rest on what the group writes.
 */
export class GroupCommit {
  private readonly queue: AppendQueue;
  private state: 'open' | 'paused' | 'closed' = 'open';
  private why = '';
  private running: Promise<void> | undefined;

  constructor(
    private readonly writer: LogWriter,
    private readonly metrics: EventNodeMetrics,
    private readonly options: GroupCommitOptions,
  ) {
    this.queue = new AppendQueue(options.limit, options.fullAtBytes);
  }

  /** Whether callers should stop sending for a while. */
  get full(): boolean {
    return this.queue.full;
  }

  /** Appends that no transaction has been begun for. */
  get waiting(): number {
    return this.queue.length;
  }

  /** Why appends are not taken at the moment; undefined while they are. */
  get refusal(): string | undefined {
    return this.state === 'open' ? undefined : this.why;
  }

  whenRoom(): Promise<void> {
    return this.queue.whenRoom();
  }

  /** Never rejects. One that has not begun when its time is over is not begun. */
  submit(command: AppendCommand, timeoutMs: number): Promise<AppendResult> {
    if (this.state !== 'open') return Promise.resolve(this.unavailable());
    return new Promise((resolve) => {
      this.queue.push(
        new WaitingAppend(command, timeoutMs, (result) => {
          this.metrics.appends.inc({ outcome: result.kind });
          resolve(result);
        }),
      );
      this.running ??= this.run();
    });
  }

  /** Refuses appends, those that wait too, until `resume`. */
  pause(why: string): void {
    if (this.state === 'closed') return;
    this.state = 'paused';
    this.why = why;
    for (const append of this.queue.takeAll()) append.answer(this.unavailable());
  }

  resume(): void {
    if (this.state === 'paused') this.state = 'open';
  }

  /** Takes no more appends; resolves when those under way have been answered. */
  async close(why: string): Promise<void> {
    this.state = 'closed';
    this.why = why;
    await this.running;
  }

  private unavailable(): AppendResult {
    return { kind: 'unavailable', message: this.why };
  }

  private async run(): Promise<void> {
    await turn(); // what has arrived with the first one joins its group
    while (this.queue.length > 0) {
      const group = this.queue.take();
      if (group.length > 0) await this.commit(group);
    }
    this.running = undefined;
  }

  private async commit(group: readonly WaitingAppend[]): Promise<void> {
    try {
      const began = performance.now();
      const { results, events } = await this.writer.write(group.map((append) => append.command));
      if (events > 0) this.observe(group.length, events, performance.now() - began);
      for (const [index, append] of group.entries()) append.answer(results[index] ?? this.unavailable());
    } catch (error) {
      if (isBadData(error)) await this.commitApart(group, error);
      else this.giveUp(group, error);
    }
  }

  private observe(appends: number, events: number, ms: number): void {
    this.metrics.groupAppends.observe(appends);
    this.metrics.groupEvents.observe(events);
    this.metrics.commitSeconds.observe(ms / 1_000);
  }

  // Nothing of the group was written. One append must not take the others with it.
  private async commitApart(group: readonly WaitingAppend[], error: Error): Promise<void> {
    const [first, ...rest] = group;
    if (first !== undefined && rest.length === 0)
      return first.answer({ kind: 'rejected', message: error.message });
    for (const append of group) await this.commit([append]);
  }

  private giveUp(group: readonly WaitingAppend[], error: unknown): void {
    this.pause('the log cannot be written to at the moment');
    for (const append of group) append.answer(this.unavailable());
    this.options.onUncertain(error);
  }
}

import { once } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { CanonicalEvent } from '../event-store.js';
import { logBehind } from './log-port.js';
import type { LogReading } from './log-reading.js';
import { RunningThread } from './running-thread.js';

/** A reading that the thread is to open. */
export interface OpenInThread {
  /** Address of a module that exports `open` (`ReadingOpener`). */
  readonly opener: string;
  readonly given: object;
  /** Where the log is asked, until it is closed; see `serveLog`. */
  readonly door: MessagePort;
  /** Where the thread tells how opening went; closed by it when the reading has let go of everything. */
  readonly life: MessagePort;
}

/** How opening went. */
export type OpenedInThread = { readonly failure?: unknown };

/** What a module exports as `open`, for a thread to call. */
export type ReadingOpener<Given extends object> = (
  given: Given,
) => LogReading<CanonicalEvent> | Promise<LogReading<CanonicalEvent>>;

export interface ReadingThreadOptions {
  /** How long it is kept without a reading: the next one begins with all that is loaded and compiled. Default ten minutes. */
  readonly keptMs?: number;
  /** How long a reading may take to let go of what it holds, before its thread is ended. Default 5,000. */
  readonly longestEndMs?: number;
}

/**
 * A thread in which the log is read, for what asks for more than the thread at hand has time for. It begins with the first
 * reading, serves as many as there are, and ends some time after the last one; without a reading it keeps no process alive.
 * Of the built program only: a thread begins with a file of JavaScript.
 *
 * @example const reading = await openLogReading(new ReadingThread(), { connectionString });
 */
export class ReadingThread {
  private running: RunningThread | undefined;

  constructor(private readonly options: ReadingThreadOptions = {}) {}

  /**
   * @param opener a module that exports `open`, a `ReadingOpener`
   * @param given plain data, for `open`
   * @throws what `open` throws; Error when the thread has ended meanwhile, its `cause` why
   */
  async open(opener: URL, given: object): Promise<LogReading> {
    const { keptMs = 600_000, longestEndMs = 5_000 } = this.options;
    const thread = this.running?.isOver === false ? this.running : new RunningThread(keptMs);
    this.running = thread;
    const { port1: door, port2: doorThere } = new MessageChannel();
    const { port1: life, port2: lifeThere } = new MessageChannel();
    const closed = once(life, 'close').then(() => thread.left());
    const opened = once(life, 'message') as Promise<[OpenedInThread]>;
    const asked: OpenInThread = { opener: opener.href, given, door: doorThere, life: lifeThere };
    thread.ask(asked, [doorThere, lifeThere]);
    const lost = closed.then(async () => ({ failure: await thread.gone }));
    const { failure } = await Promise.race([opened.then(([answer]) => answer), lost]);
    if (failure !== undefined) {
      door.close();
      throw failure as Error;
    }
    return {
      ...logBehind(door, thread.gone),
      close: async () => {
        door.close();
        const late = setTimeout(() => thread.end(), longestEndMs);
        await closed;
        clearTimeout(late);
      },
    };
  }
}

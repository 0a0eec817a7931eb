import type { EventBatch, LogSource } from '@app/event-store';
import { type Clock, pause, runInBackground } from '@app/platform';
import {
  followLog,
  isOfThisVersion,
  type PositionWaiter,
  type ReadDatabase,
  serveAsOwner,
} from '@app/projections';
import { reactAbout, reactTo, type ReactParts } from './react.js';

export interface ReactorOptions extends Omit<ReactParts, 'sql'> {
  readonly source: LogSource;
  readonly database: ReadDatabase;
  /** Of the rows that the reactor looks at. */
  readonly waiter: PositionWaiter;
  readonly clock: Clock;
  /** Most events reacted to at once, default 2,000. */
  readonly maxBatch?: number;
  /** How long events are gathered, default 100 ms: what follows one another is looked at together. */
  readonly maxDelayMs?: number;
  /** How often a standby asks whether it may begin, default 500 ms. */
  readonly askEveryMs?: number;
  readonly signal: AbortSignal;
}

export interface RunningReactor {
  /** Resolves after the signal's abort, when what was under way has ended; never rejects. */
  readonly done: Promise<void>;
}

/** The name of the lock that makes one process the owner of a reactor. */
export const reactorLock = (name: string): string => `reactor ${name}`;

/** How many batches are read ahead: a reactor waits for the rows, and holds up nobody who reads with it. */
const AHEAD = 4;

/** A move of the mark without any event is remembered this often at most: nobody waits for it. */
const EMPTY_MOVE_MS = 1_000;

/**
 * Keeps what a reactor has to say said, until the signal aborts. Start it in as many processes as you like: one owns the
 * reactor, the others stand by and take over within seconds. Correctness does not hang on that: what any number of them
 * say together is said once. It survives the loss of log and database; a partition it fails on is parked alone, and
 * tried again when anything about it changes, or somebody else begins.
 */
export const runReactor = (options: ReactorOptions): RunningReactor => {
  const { reactor, logger, signal } = options;
  const serve = (until: AbortSignal): Promise<void> => serveTerm(options, until);
  return {
    done: runInBackground(serve, { name: `reactor ${reactor.name}`, logger, signal, maxMs: 2_000 }),
  };
};

/** One term as owner: waits for it, and reacts until the signal aborts or the lock is lost. Throws what ended it. */
async function serveTerm(options: ReactorOptions, signal: AbortSignal): Promise<void> {
  const { reactor, database, memory, askEveryMs } = options;
  const { name } = reactor;
  const owned = {
    lock: reactorLock(name),
    what: `reactor ${name}`,
    applicationName: `sla-ledger reactor ${name}`,
    ...(askEveryMs !== undefined && { askEveryMs }),
  };
  await serveAsOwner(database, owned, signal, async (sql, term) => {
    const parts = { ...options, sql };
    const { position } = await memory.begin(reactor);
    if (position !== undefined) await retryParked(parts, position, term);
    await follow(parts, position, term);
  });
}

type Owner = ReactorOptions & ReactParts;

/** Whoever begins may be a program that can do what the one before could not. */
async function retryParked(parts: Owner, position: bigint, signal: AbortSignal): Promise<void> {
  const parked = await parts.memory.parked(parts.reactor.name);
  if (parked.length === 0 || !(await rowsReach(parts, position, signal))) return;
  await reactAbout(parts, new Map(parked.map(({ partition, cause }) => [partition, cause])), signal);
}

async function follow(parts: Owner, after: bigint | undefined, signal: AbortSignal): Promise<void> {
  const { reactor, source, memory, clock, maxBatch = 2_000, maxDelayMs = 100 } = parts;
  const handled = new Set(reactor.handles);
  let [mark, movedMs] = [after, 0];
  const take = async ({ events, position }: EventBatch): Promise<'go on' | 'stop'> => {
    const about = events.filter(({ type }) => handled.has(type));
    if (about.length === 0 && clock.nowMs() - movedMs < EMPTY_MOVE_MS) return 'go on';
    if (about.length > 0) {
      if (!(await rowsReach(parts, position, signal))) return 'stop';
      await reactTo(parts, about, signal);
      if (signal.aborted) return 'stop';
    }
    if ((await memory.move(reactor, mark, position)) === 'lost') return 'stop';
    [mark, movedMs] = [position, clock.nowMs()];
    return 'go on';
  };
  const ahead = { maxHeld: AHEAD * maxBatch, mayFallBehind: true };
  await followLog({ source, after, maxBatch, maxDelayMs, ...ahead, signal, take });
}

/** Waits until the rows hold the log up to there, and are of this version: rows that are made anew are waited for. */
async function rowsReach(
  { waiter, group, sql }: Owner,
  position: bigint,
  signal: AbortSignal,
): Promise<boolean> {
  while (!signal.aborted) {
    if ((await waiter.waitFor(position, 1_000)) && (await isOfThisVersion(sql, group))) return true;
    await pause(50, signal);
  }
  return false;
}

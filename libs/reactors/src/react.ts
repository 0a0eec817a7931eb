import type { StoredEvent } from '@app/event-store';
import { isTransient, type Logger, type Sql } from '@app/platform';
import { mayBePoison, reasonOf, snapshot, type ProjectionGroup } from '@app/projections';
import { isLogAway } from './log-is-away.js';
import type { ReactorMemory } from './reactor-memory.js';
import type { ReactorMetrics } from './reactor.metrics.js';
import type { Cause, Job, Look, Reactor } from './reactor.js';

/** What one round of reacting stands on. */
export interface ReactParts {
  readonly reactor: Reactor;
  readonly group: ProjectionGroup;
  /** Sees schema `read`. */
  readonly sql: Sql;
  readonly memory: ReactorMemory;
  readonly logger: Logger;
  readonly metrics?: ReactorMetrics;
  /** Partitions looked at in one state of the rows, default 100. */
  readonly pageSize?: number;
  /** Appends under way at once, default 16. */
  readonly inFlight?: number;
}

/** Whether trying again may help without anybody changing anything, or all partitions would fail alike. */
const failsAll = (error: unknown): boolean => isLogAway(error) || isTransient(error) || !mayBePoison(error);

const causeIn = ({ id, metadata }: StoredEvent): Cause => ({
  id,
  correlationId: typeof metadata['$correlationId'] === 'string' ? metadata['$correlationId'] : id,
});

/** Reacts to events which the rows hold. Throws what database and log throw; what was said by then is found said. */
export const reactTo = async (
  parts: ReactParts,
  events: readonly StoredEvent[],
  signal: AbortSignal,
): Promise<void> => {
  const about = await look(parts, (seen) => parts.reactor.partitionsOf(seen, events));
  await reactAbout(
    parts,
    new Map([...about].map(([partition, event]) => [partition, causeIn(event)])),
    signal,
  );
};

/** Reacts to whatever has become of these partitions. What is wrong with one of them holds up no other. */
export const reactAbout = async (
  parts: ReactParts,
  partitions: ReadonlyMap<string, Cause>,
  signal: AbortSignal,
): Promise<void> => {
  const { pageSize = 100 } = parts;
  const all = [...partitions];
  for (let from = 0; from < all.length && !signal.aborted; from += pageSize) {
    await reactToPage(parts, new Map(all.slice(from, from + pageSize)), signal);
  }
};

async function reactToPage(
  parts: ReactParts,
  page: ReadonlyMap<string, Cause>,
  signal: AbortSignal,
): Promise<void> {
  const { reactor, memory, inFlight = 16 } = parts;
  const jobs = await findJobs(parts, page);
  const failed = new Set(jobs.failed);
  const rest = jobs.found.values();
  const ended = new AbortController();
  const until = AbortSignal.any([signal, ended.signal]);
  const work = async (): Promise<void> => {
    for (const { partition, job } of rest) {
      if (until.aborted) return;
      try {
        await act(parts, job);
      } catch (error) {
        if (failsAll(error)) return ended.abort(error);
        failed.add(partition);
        await park(parts, partition, job, error);
      }
    }
  };
  await Promise.all(Array.from({ length: inFlight }, work));
  if (ended.signal.aborted) throw ended.signal.reason;
  if (!signal.aborted)
    await memory.unpark(
      reactor,
      [...page.keys()].filter((partition) => !failed.has(partition)),
    );
}

interface Found {
  readonly found: readonly { readonly partition: string; readonly job: Job<unknown> }[];
  readonly failed: readonly string[];
}

/** Looks at all of a page at once; where that fails, at each alone, so that the one to blame is found. */
async function findJobs(parts: ReactParts, page: ReadonlyMap<string, Cause>): Promise<Found> {
  try {
    return { found: await jobsOf(parts, page), failed: [] };
  } catch (error) {
    if (failsAll(error)) throw error;
  }
  const found: Found['found'][number][] = [];
  const failed: string[] = [];
  for (const [partition, cause] of page) {
    try {
      found.push(...(await jobsOf(parts, new Map([[partition, cause]]))));
    } catch (error) {
      if (failsAll(error)) throw error;
      failed.push(partition);
      await park(parts, partition, { cause, position: 0n }, error);
    }
  }
  return { found, failed };
}

const jobsOf = (parts: ReactParts, page: ReadonlyMap<string, Cause>): Promise<Found['found']> =>
  look(parts, async (seen) => {
    const works = await parts.reactor.find(seen, [...page.keys()]);
    return [...works].flatMap(([partition, list]) => {
      const cause = page.get(partition);
      if (cause === undefined)
        throw new Error(`${parts.reactor.name} found ${partition}, which nobody asked about`);
      return list.map((work) => ({ partition, job: { work, cause, position: seen.position } }));
    });
  });

const look = <Answer>({ sql, group }: ReactParts, read: (seen: Look) => Promise<Answer>): Promise<Answer> =>
  snapshot(sql, group.name, ({ tx, position = 0n, incomplete }) => read({ tx, position, incomplete }));

async function act({ reactor, metrics }: ReactParts, job: Job<unknown>): Promise<void> {
  const outcome = await reactor.act(job);
  if (outcome.kind === 'late') metrics?.late.inc({ reactor: reactor.name });
  else metrics?.facts.inc({ reactor: reactor.name }, outcome.facts);
}

async function park(
  { reactor, memory, metrics, logger }: ReactParts,
  partition: string,
  { cause, position }: Pick<Job<unknown>, 'cause' | 'position'>,
  error: unknown,
): Promise<void> {
  metrics?.failures.inc({ reactor: reactor.name });
  logger.error(
    { err: error, reactor: reactor.name, partition },
    'a reactor failed on a partition: it is parked',
  );
  await memory.park(reactor, { partition, position, cause, error: reasonOf(error) });
}

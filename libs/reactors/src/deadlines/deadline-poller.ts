import type { EventStore } from '@app/event-store';
import { type Clock, type Logger, nowSecond, pause, type Sql } from '@app/platform';
import { isOfThisVersion, type ProjectionGroup, snapshot } from '@app/projections';
import { isLogAway } from '../log-is-away.js';
import type { Deadline } from './deadline.js';
import type { DeadlineMetrics } from './deadline.metrics.js';
import type { DeadlineReaction } from './deadline-reaction.js';
import { settleOwner } from './settle-owner.js';
import { deadlinesOf, ownersSaid, unsettledOwners } from './unsettled.js';

export interface PollerOptions {
  /** The group that `deadlinesProjection` is in. */
  readonly group: ProjectionGroup;
  readonly store: EventStore;
  readonly reaction: DeadlineReaction;
  /** Owners of deadlines whose rows lack events, by projection and partition of what is parked. */
  readonly ownerOf: (projection: string, partition: string) => string | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics?: DeadlineMetrics;
  /** Owners of one page, default 500; each page is read in one state of the rows. */
  readonly pageSize?: number;
  /** Appends under way at once, default 64. */
  readonly inFlight?: number;
}

interface Page {
  readonly owners: readonly string[];
  readonly deadlines: ReadonlyMap<string, readonly Deadline[]>;
  /** Owners of whom something was said before. */
  readonly said: ReadonlySet<string>;
  readonly position: bigint | undefined;
  readonly context: unknown;
}

/** Looks for deadlines that have passed, and says so in the log. */
export class DeadlinePoller {
  constructor(
    private readonly options: PollerOptions,
    private readonly sql: Sql,
  ) {}

  /**
   * Settles all that is to be settled at this moment. It looks at rows only which hold everything that was in the log
   * when it began to look: while rows are made anew, or are behind, nothing is said because of them.
   *
   * @throws what database and log throw; what was said by then stays said
   */
  async poll(signal: AbortSignal): Promise<void> {
    if (!(await this.holdsAll(signal))) return;
    const now = nowSecond(this.options.clock);
    let after = '';
    while (!signal.aborted) {
      const page = await this.page(now, after);
      const last = page.owners.at(-1);
      if (last === undefined) return;
      await this.settlePage(page, now, signal);
      after = last;
    }
  }

  private async holdsAll(signal: AbortSignal): Promise<boolean> {
    const { store, group } = this.options;
    if (!(await isOfThisVersion(this.sql, group))) return false;
    const head = (await store.last())?.position;
    while (!signal.aborted) {
      const position = await snapshot(this.sql, group.name, (rows) => Promise.resolve(rows.position));
      if (head === undefined || (position !== undefined && position >= head)) return true;
      await pause(20, signal);
    }
    return false;
  }

  private page(now: number, after: string): Promise<Page> {
    const { group, pageSize = 500, ownerOf, reaction } = this.options;
    return snapshot(this.sql, group.name, async ({ tx, position, incomplete }) => {
      const without = incomplete.flatMap(({ projection, partition }) => ownerOf(projection, partition) ?? []);
      const owners = await unsettledOwners(tx, now, { after, limit: pageSize, without });
      const deadlines = await deadlinesOf(tx, owners);
      return {
        owners,
        deadlines,
        said: await ownersSaid(tx, owners),
        position,
        context: await reaction.prepare(tx, [...deadlines.values()].flat()),
      };
    });
  }

  private async settlePage(page: Page, now: number, signal: AbortSignal): Promise<void> {
    const { inFlight = 64 } = this.options;
    const failed = new AbortController();
    const until = AbortSignal.any([signal, failed.signal]);
    const rest = page.owners.values();
    const work = async (): Promise<void> => {
      for (const owner of rest) {
        if (until.aborted) return;
        await this.settleOne(owner, page, now).catch((error: unknown) => failed.abort(error));
      }
    };
    await Promise.all(Array.from({ length: inFlight }, work));
    if (failed.signal.aborted) throw failed.signal.reason;
  }

  /** What is wrong with one owner holds up no other; a log that is away holds up all. */
  private async settleOne(owner: string, page: Page, now: number): Promise<void> {
    const { store, reaction, metrics, logger } = this.options;
    const { position, context } = page;
    const deadlines = page.deadlines.get(owner) ?? [];
    const isNew = !page.said.has(owner);
    try {
      const outcome = await settleOwner(store, reaction, { owner, deadlines, position, isNew, now, context });
      if (outcome.kind === 'late') return;
      metrics?.settled.inc({ outcome: 'fired' }, outcome.fired);
      metrics?.settled.inc({ outcome: 'withdrawn' }, outcome.lifted);
    } catch (error) {
      if (isLogAway(error)) throw error;
      metrics?.failures.inc();
      logger.error({ err: error, owner }, 'deadlines could not be settled');
    }
  }
}

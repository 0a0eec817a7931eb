import type { EventStore } from '@app/event-store';
import type { UpTo } from '@app/facts';
import { nowSecond, type Clock, problems, type Sql } from '@app/platform';
import {
  isOfThisVersion,
  type PositionWaiter,
  type ProjectionGroup,
  readGroupClock,
  type Snapshot,
  snapshot,
} from '@app/projections';
import { parseInstant, type EpochSecond, type Instant } from '@app/support-time';
import { type AsOf, asOfIn, inTheFuture, knownThen, msOf } from './as-of.js';
import type { KnownQuery } from './http/known.query.dto.js';

const WAIT_MS = 5_000;

/** What controllers read with: which state, and when. */
type Question = KnownQuery & { readonly at?: string };

/** What is known to an answer. */
export interface Known extends Snapshot {
  /** Only what had been recorded up to this position counts; undefined: everything that the rows hold. */
  readonly upTo: UpTo;
  /** The second that is asked about: `at`, or when what counts had been recorded, or now. */
  readonly at: EpochSecond;
}

/** The position an answer is of, as answers say it. */
export const positionText = ({ position }: Pick<Snapshot, 'position'>): string => String(position ?? 0n);

/** A table or a column is not there (42P01, 42703), or of another type (42883, 42804). */
const isOfOtherShape = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  ['42P01', '42703', '42883', '42804'].includes(String(error.code));

/** The one way in which controllers read: as new or as old as was asked for, and all of one answer from one state. */
export class ReadModels {
  constructor(
    private readonly sql: Sql,
    private readonly group: ProjectionGroup,
    private readonly waiter: PositionWaiter,
    private readonly log: { readonly store: Pick<EventStore, 'last'>; readonly clock: Clock },
  ) {}

  /**
   * @throws Problem READ_MODEL_BEHIND when `minPosition`, or what is asked as of, is not reached in time, or where the
   *   rows that serve are of another version and cannot be read by this one; VALIDATION_FAILED for an `asOf` to come
   */
  async read<Answer>(question: Question, work: (known: Known) => Promise<Answer>): Promise<Answer> {
    const asOf = asOfIn(question);
    if (question.minPosition !== undefined) await this.reach(BigInt(question.minPosition));
    if (asOf?.kind === 'position') await this.reach(asOf.position);
    try {
      if (asOf?.kind === 'instant') await this.reachInstant(asOf.at);
      return await snapshot(this.sql, this.group.name, async (state) =>
        work(await this.known(state, question, asOf)),
      );
    } catch (error) {
      if (!isOfOtherShape(error) || (await isOfThisVersion(this.sql, this.group))) throw error;
      const detail =
        'the read models are of another version of the program, and are being made anew; ask again';
      throw problems.READ_MODEL_BEHIND(detail, { retryAfterSeconds: 5 });
    }
  }

  /** @throws Problem READ_MODEL_BEHIND when the read models do not hold the position in time */
  async reach(position: bigint): Promise<void> {
    if (await this.waiter.waitFor(position, WAIT_MS)) return;
    const detail = `position ${position} was not reached within ${WAIT_MS / 1000} s; ask again`;
    throw problems.READ_MODEL_BEHIND(detail, { retryAfterSeconds: 1 });
  }

  /** Waits until the rows hold everything that had been recorded by an instant: they do once they hold something later. */
  private async reachInstant(at: Instant): Promise<void> {
    const ms = msOf(at);
    if ((await readGroupClock(this.sql, this.group.name)) > ms) return;
    const last = await this.log.store.last();
    // The log's clock may be ahead of this machine's.
    if (ms > Math.max(this.log.clock.nowMs(), last?.recordedAtMs ?? 0)) throw inTheFuture();
    if (last !== undefined) await this.reach(last.position);
  }

  private async known(state: Snapshot, { at }: Question, asOf: AsOf | undefined): Promise<Known> {
    // The query's class has seen to it that the text is an instant.
    const asked = at === undefined ? undefined : parseInstant(at)?.second;
    if (asOf === undefined) return { ...state, upTo: undefined, at: asked ?? nowSecond(this.log.clock) };
    const { upTo, second } = await knownThen(state.tx, asOf);
    return {
      ...state,
      position: upTo < 0n ? undefined : upTo,
      // What a partition lacks from later on was not missing then.
      incomplete: state.incomplete.filter(({ position }) => position <= upTo),
      upTo,
      at: asked ?? second,
    };
  }
}

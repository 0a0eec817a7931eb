import { problems, type Sql } from '@app/platform';
import {
  isOfThisVersion,
  type PositionWaiter,
  type ProjectionGroup,
  type Snapshot,
  snapshot,
} from '@app/projections';
import type { MomentQuery } from './http/moment.query.dto.js';

const WAIT_MS = 5_000;

/** The position an answer is of, as answers say it. */
export const positionText = ({ position }: Pick<Snapshot, 'position'>): string => String(position ?? 0n);

/** A table or a column is not there (42P01, 42703), or of another type (42883, 42804). */
const isOfOtherShape = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  ['42P01', '42703', '42883', '42804'].includes(String(error.code));

/** The one way in which controllers read: as new as was asked for, and all of one answer from one state. */
export class ReadModels {
  constructor(
    private readonly sql: Sql,
    private readonly group: ProjectionGroup,
    private readonly waiter: PositionWaiter,
  ) {}

  /**
   * @throws Problem READ_MODEL_BEHIND when `minPosition` is not reached in time, or where the rows that serve are of
   *   another version and cannot be read by this one
   */
  async read<Answer>(
    { minPosition }: MomentQuery,
    work: (snapshot: Snapshot) => Promise<Answer>,
  ): Promise<Answer> {
    if (minPosition !== undefined) await this.reach(BigInt(minPosition));
    try {
      return await snapshot(this.sql, this.group.name, work);
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
}

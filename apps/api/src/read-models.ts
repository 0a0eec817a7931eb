import { problems, type Sql } from '@app/platform';
import { type PositionWaiter, type Snapshot, snapshot } from '@app/projections';
import type { MomentQuery } from './http/moment.query.dto.js';

const WAIT_MS = 5_000;

/** The position an answer is of, as answers say it. */
export const positionText = ({ position }: Pick<Snapshot, 'position'>): string => String(position ?? 0n);

/** The one way in which controllers read: as new as was asked for, and all of one answer from one state. */
export class ReadModels {
  constructor(
    private readonly sql: Sql,
    private readonly group: string,
    private readonly waiter: PositionWaiter,
  ) {}

  /** @throws Problem READ_MODEL_BEHIND when `minPosition` is not reached in time */
  async read<Answer>(
    { minPosition }: MomentQuery,
    work: (snapshot: Snapshot) => Promise<Answer>,
  ): Promise<Answer> {
    if (minPosition !== undefined) await this.reach(BigInt(minPosition));
    return snapshot(this.sql, this.group, work);
  }

  /** @throws Problem READ_MODEL_BEHIND when the read models do not hold the position in time */
  async reach(position: bigint): Promise<void> {
    if (await this.waiter.waitFor(position, WAIT_MS)) return;
    const detail = `position ${position} was not reached within ${WAIT_MS / 1000} s; ask again`;
    throw problems.READ_MODEL_BEHIND(detail, { retryAfterSeconds: 1 });
  }
}

import type { EventBatch, LogSource } from '@app/event-store';
import type { Checkpoint } from '../checkpoint.js';
import { followLog } from '../follow-log.js';
import type { GroupWriter } from '../group-writer.js';

const isBehind = (at: bigint | undefined, to: bigint): boolean => at === undefined || at < to;

/** What of a batch lies up to a position. All of it there is in the batches up to one that has caught up. */
const upTo = ({ events, position, caughtUp }: EventBatch, to: bigint) =>
  position < to && !caughtUp
    ? { events, position }
    : { events: events.filter((event) => event.position <= to), position: to };

/** How many batches are read ahead: where one of them is long in the database, the next ones are there when it is done. */
const AHEAD = 2;

/**
 * Folds the log into the new rows: exactly as far as other rows are, or to its end as it is now.
 *
 * @throws what the log or the database throws; the signal's reason when it aborts before that
 */
export const fillTo = async (options: {
  readonly writer: GroupWriter;
  readonly source: LogSource;
  readonly to: Checkpoint | 'end';
  readonly maxBatch: number | undefined;
  readonly until: AbortSignal;
}): Promise<void> => {
  const { writer, source, to, maxBatch = 2_000, until } = options;
  const target = to === 'end' ? undefined : to.position;
  if (to !== 'end' && (target === undefined || !isBehind(writer.checkpoint.position, target))) return;
  const take = async (batch: EventBatch): Promise<'go on' | 'stop'> => {
    const part = target === undefined ? batch : upTo(batch, target);
    if ((await writer.write(part, until)) === 'lost')
      throw new Error('another process is making these read models anew');
    const isThere = target === undefined ? batch.caughtUp : part.position === target;
    return isThere ? 'stop' : 'go on';
  };
  const after = writer.checkpoint.position;
  const maxHeld = AHEAD * maxBatch;
  await followLog({ source, after, maxBatch, maxHeld, maxDelayMs: 5, signal: until, take });
  until.throwIfAborted();
};

import {
  type AllStreamSubscription,
  excludeSystemEvents,
  START,
  streamNameFilter,
} from '@eventstore/db-client';
import { BatchBuffer } from './batch-buffer.js';
import type { EventForm } from './event-form.js';
import { type EventBatch, type StoredEvent, type SubscribeOptions } from './event-store.js';
import { NoAnswerError } from './failure.js';
import { OrderedMarks } from './ordered-marks.js';
import { type Connection, Patience } from './repeat.js';

const largestPosition = 2n ** 63n - 1n;
const searchWindow = 512;

type Mark = { readonly kind: 'checkpoint'; readonly position: bigint } | { readonly kind: 'caught-up' };

/** One subscription at the server, until it ends in whatever way. */
class Session<Event extends Pick<StoredEvent, 'position'>> {
  readonly batches: BatchBuffer<Event>;
  private readonly subscription: AllStreamSubscription;
  private readonly confirmation: NodeJS.Timeout;

  constructor(
    connection: Connection,
    form: EventForm<Event>,
    after: bigint | undefined,
    options: SubscribeOptions,
  ) {
    const { maxBatch = 512, maxHeld = maxBatch } = options;
    this.batches = new BatchBuffer({
      maxBatch,
      maxHeld: Math.max(maxHeld, maxBatch),
      maxDelayMs: options.maxDelayMs ?? 5,
      after: after ?? 0n,
      onFull: (full) => {
        if (full) this.subscription.pause();
        else this.subscription.resume();
      },
    });
    const marks = new OrderedMarks<Mark>((mark) => {
      if (mark.kind === 'caught-up') this.batches.caughtUp();
      else this.batches.checkpoint(mark.position);
    });
    const put = (mark: Mark): void => marks.put(mark, this.subscription.readableLength);
    const common = {
      maxSearchWindow: searchWindow,
      checkpointReached: (_of: unknown, { commit }: { commit: bigint }) => {
        // A node before 24.10.5 may send 2^64-1 on a log without a match: to resume there would skip events.
        if (commit <= largestPosition) put({ kind: 'checkpoint', position: commit });
        return Promise.resolve();
      },
    };
    const { streamPrefixes } = options;
    this.subscription = connection.clients.current.subscribeToAll({
      fromPosition: after === undefined ? START : { commit: after, prepare: after },
      filter:
        streamPrefixes === undefined
          ? excludeSystemEvents(common)
          : streamNameFilter({ ...common, prefixes: [...streamPrefixes] }),
    });
    const given = form(this.subscription);
    this.confirmation = setTimeout(
      () => this.batches.end(new NoAnswerError('the subscription was not confirmed')),
      connection.limits.readIdleMs,
    );
    this.subscription
      .on('confirmation', () => clearTimeout(this.confirmation))
      .on('caughtUp', () => put({ kind: 'caught-up' }))
      .on('error', (error) => this.batches.end(error))
      .on('end', () => this.batches.end(new NoAnswerError('the subscription was ended by the server')))
      .on('close', () => this.batches.end(new NoAnswerError('the subscription was closed')))
      .on('data', (resolved) => {
        const event = given(resolved);
        if (event !== undefined) this.batches.event(event);
        marks.event();
      });
  }

  close(): void {
    clearTimeout(this.confirmation);
    this.subscription.on('error', () => undefined);
    // Not awaited: where the call is still looking for a server, that may take longer than whoever closes has time.
    const end = (): void => void this.subscription.destroy();
    this.subscription.unsubscribe().then(end, end);
  }
}

/**
 * Batches from just after a position, their events in that form, until the signal aborts. Whatever ends a subscription at the server, it is
 * taken up again after the last position handed over.
 */
export async function* subscribeAll<Event extends Pick<StoredEvent, 'position'>>(
  connection: Connection,
  form: EventForm<Event>,
  options: SubscribeOptions,
  closing: AbortSignal,
): AsyncGenerator<EventBatch<Event>> {
  const signal = options.signal === undefined ? closing : AbortSignal.any([options.signal, closing]);
  const patience = new Patience(connection, Number.POSITIVE_INFINITY, signal);
  let { after } = options;
  while (!signal.aborted) {
    const client = connection.clients.current;
    const session = new Session(connection, form, after, options);
    let ended: unknown;
    try {
      for (;;) {
        const step = await session.batches.next(signal);
        if ('ended' in step) {
          ended = step.ended;
          break;
        }
        patience.progress();
        if (step.position > 0n) after = step.position;
        yield step;
      }
    } finally {
      session.close();
    }
    if (!signal.aborted) await patience.after(ended, client);
  }
}

import { randomUUID } from 'node:crypto';
import { Answers } from './answers.js';
import { predicateOf } from './domain/filters.js';
import { type LogEvent } from './domain/log-event.js';
import { InvalidReadError, type ReadRequest } from './grpc/read-request.js';
import { type LogReader, pages, type Receiver, tailPage } from './log-reader.js';
import { caughtUpResponse, checkpointResponse, confirmationResponse } from './wire/read-response.js';

/**
 * One subscription to the log. It pulls by position: from memory while it keeps up, from the table when it is behind,
 * so there is no seam between the two and nothing is held for a slow one.
 */
class AllSubscription {
  private readonly matches: (event: LogEvent) => boolean;
  private readonly checkpointEvery: number;
  /** Everything up to here has been looked at, and sent if it matched. */
  position: number;
  private readonly answers: Answers;
  private caughtUp = false;
  private lastCheckpoint: number;
  private considered = 0;

  constructor(
    { start, filter, resolveLinks }: ReadRequest & { kind: 'subscribe-all' },
    private readonly to: Receiver,
    private readonly reader: LogReader,
  ) {
    this.answers = new Answers(to, resolveLinks, reader.table);
    this.matches = filter === undefined ? () => true : predicateOf(filter.filter);
    this.checkpointEvery = filter?.checkpointEvery ?? Number.POSITIVE_INFINITY;
    this.position = start === 'start' ? 0 : start === 'end' ? reader.tail.head : start;
    this.lastCheckpoint = this.position;
  }

  /** @throws InvalidReadError after the confirmation, as a real node, when the start lies beyond the end of the log */
  async run(): Promise<void> {
    const { tail } = this.reader;
    await this.to.send(confirmationResponse(randomUUID()));
    if (this.position > tail.head) throw beyondEnd(this.position, tail.head);
    while (!this.to.signal.aborted) {
      const recent = tail.after(this.position, tailPage);
      if (recent === undefined) await this.readTable();
      else await this.deliver(recent, this.caughtUp);
      if (this.position < tail.head) continue;
      if (!this.caughtUp) {
        this.caughtUp = true;
        if (Number.isFinite(this.checkpointEvery)) await this.checkpoint();
        await this.to.send(caughtUpResponse());
      }
      await tail.moved(this.position, this.to.signal);
    }
  }

  /** Until memory has what comes next. */
  private async readTable(): Promise<void> {
    const { table, tail, metrics } = this.reader;
    const load = (place: number, most: number) => {
      metrics.pages.inc();
      return table.allPage(place, 'forwards', most);
    };
    for await (const page of pages(this.position, Number.MAX_SAFE_INTEGER, load, (last) => last.position)) {
      await this.deliver(page, false);
      if (this.to.signal.aborted || tail.after(this.position, tailPage) !== undefined) return;
    }
  }

  private async deliver(page: readonly LogEvent[], live: boolean): Promise<void> {
    for (const event of page) {
      const behind = this.matches(event) ? this.answers.event(event, live) : this.answers.turn();
      if (behind !== undefined) await behind;
      if (this.to.signal.aborted) return;
      this.position = event.position;
      this.considered += 1;
      if (this.considered >= this.checkpointEvery) await this.checkpoint();
    }
  }

  private async checkpoint(): Promise<void> {
    this.considered = 0;
    if (this.position <= this.lastCheckpoint) return;
    this.lastCheckpoint = this.position;
    await this.to.send(checkpointResponse(this.position));
  }
}

// Such a reader has seen another log, or more of this one than there is: to wait until this one is as long would skip
// what is written until then.
const beyondEnd = (position: number, head: number): InvalidReadError =>
  new InvalidReadError(
    `Trying to read from an invalid position: ${position} is beyond the end of this log, ${head}`,
  );

/** Events after a position, then those to come, until the receiver goes away. */
export const subscribeAll = async (
  request: ReadRequest & { kind: 'subscribe-all' },
  to: Receiver,
  reader: LogReader,
): Promise<void> => {
  const subscription = new AllSubscription(request, to, reader);
  const { subscriptions } = reader.metrics;
  subscriptions.add(subscription);
  await subscription.run().finally(() => subscriptions.delete(subscription));
};

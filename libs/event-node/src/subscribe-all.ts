import { randomUUID } from 'node:crypto';
import { predicateOf } from './domain/filters.js';
import { type LogEvent } from './domain/log-event.js';
import { type ReadRequest } from './grpc/read-request.js';
import { type LogReader, type Receiver } from './log-reader.js';
import {
  caughtUpResponse,
  checkpointResponse,
  confirmationResponse,
  eventResponse,
} from './wire/read-response.js';

const tailPage = 512;

/**
 * One subscription to the log. It pulls by position: from memory while it keeps up, from the table when it is behind,
 * so there is no seam between the two and nothing is held for a slow one.
 */
class AllSubscription {
  private readonly matches: (event: LogEvent) => boolean;
  private readonly checkpointEvery: number;
  /** Everything up to here has been looked at, and sent if it matched. */
  private position: number;
  private lastCheckpoint: number;
  private considered = 0;

  constructor(
    { start, filter }: ReadRequest & { kind: 'subscribe-all' },
    private readonly to: Receiver,
    private readonly reader: LogReader,
  ) {
    this.matches = filter === undefined ? () => true : predicateOf(filter.filter);
    this.checkpointEvery = filter?.checkpointEvery ?? Number.POSITIVE_INFINITY;
    this.position = start === 'start' ? 0 : start === 'end' ? reader.tail.head : start;
    this.lastCheckpoint = this.position;
  }

  async run(): Promise<void> {
    const { tail } = this.reader;
    await this.to.send(confirmationResponse(randomUUID()));
    let caughtUp = false;
    while (!this.to.signal.aborted) {
      await this.deliver(await this.nextPage());
      if (this.position < tail.head) continue;
      if (!caughtUp) {
        caughtUp = true;
        if (Number.isFinite(this.checkpointEvery)) await this.checkpoint();
        await this.to.send(caughtUpResponse());
      }
      await tail.moved(this.position, this.to.signal);
    }
  }

  private async nextPage(): Promise<readonly LogEvent[]> {
    const page = this.reader.tail.after(this.position, tailPage);
    if (page !== undefined) return page;
    this.reader.metrics.pages += 1;
    const { events } = await this.reader.table.allPage(this.position, 'forwards', Number.MAX_SAFE_INTEGER);
    return events;
  }

  private async deliver(page: readonly LogEvent[]): Promise<void> {
    for (const event of page) {
      if (this.matches(event)) {
        const behind = this.to.send(eventResponse(event));
        if (behind !== undefined) await behind;
      }
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

/** Events after a position, then those to come, until the receiver goes away. */
export const subscribeAll = async (
  request: ReadRequest & { kind: 'subscribe-all' },
  to: Receiver,
  reader: LogReader,
): Promise<void> => {
  reader.metrics.subscribers += 1;
  try {
    await new AllSubscription(request, to, reader).run();
  } finally {
    reader.metrics.subscribers -= 1;
  }
};

import { randomUUID } from 'node:crypto';
import { type LogEvent } from './domain/log-event.js';
import { type ReadRequest } from './grpc/read-request.js';
import { type LogReader, type Receiver } from './log-reader.js';
import { caughtUpResponse, confirmationResponse, eventResponse } from './wire/read-response.js';

const tailPage = 512;

/** One subscription to a stream: by revision from the table until it is behind no more, then by position from memory. */
class StreamSubscription {
  private readonly stream: string;
  /** The last revision that was sent, or that the subscriber has already. */
  private revision: number;

  constructor(
    { stream, start }: ReadRequest & { kind: 'subscribe-stream' },
    private readonly to: Receiver,
    private readonly reader: LogReader,
  ) {
    this.stream = stream;
    this.revision = typeof start === 'number' ? start : -1;
  }

  async run(fromEnd: boolean): Promise<void> {
    const { tail, table } = this.reader;
    let position = tail.head;
    if (fromEnd) this.revision = await table.lastRevision(this.stream);
    await this.to.send(confirmationResponse(randomUUID()));
    if (!fromEnd) position = await this.catchUp();
    await this.to.send(caughtUpResponse());
    while (!this.to.signal.aborted) {
      const page = tail.after(position, tailPage);
      if (page === undefined) {
        position = await this.catchUp();
        continue;
      }
      await this.deliver(page);
      position = page.at(-1)?.position ?? position;
      await tail.moved(position, this.to.signal);
    }
  }

  /** @returns a position up to which the stream has been delivered */
  private async catchUp(): Promise<number> {
    const { tail, table, metrics } = this.reader;
    for (;;) {
      const head = tail.head; // read before the page: what is durable by now will be in it
      metrics.pages += 1;
      const next = this.revision + 1;
      const { events, last } = await table.streamPage(this.stream, next, 'forwards', Number.MAX_SAFE_INTEGER);
      await this.deliver(events);
      if (last || this.to.signal.aborted) return head;
    }
  }

  private async deliver(page: readonly LogEvent[]): Promise<void> {
    for (const event of page) {
      if (this.to.signal.aborted) return;
      if (event.stream !== this.stream || event.revision <= this.revision) continue;
      this.revision = event.revision;
      const behind = this.to.send(eventResponse(event));
      if (behind !== undefined) await behind;
    }
  }
}

/** Events of a stream after a revision, then those to come; the stream need not exist yet. */
export const subscribeStream = async (
  request: ReadRequest & { kind: 'subscribe-stream' },
  to: Receiver,
  reader: LogReader,
): Promise<void> => {
  reader.metrics.subscribers += 1;
  try {
    await new StreamSubscription(request, to, reader).run(request.start === 'end');
  } finally {
    reader.metrics.subscribers -= 1;
  }
};

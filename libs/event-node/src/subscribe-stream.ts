import { randomUUID } from 'node:crypto';
import { Answers } from './answers.js';
import { type LogEvent } from './domain/log-event.js';
import { type ReadRequest } from './grpc/read-request.js';
import { type LogReader, type Receiver, tailPage } from './log-reader.js';
import { caughtUpResponse, confirmationResponse } from './wire/read-response.js';

/** One subscription to a stream: by revision from the table until it is behind no more, then by position from memory. */
class StreamSubscription {
  /** The stream is delivered up to this position of the log. */
  position = 0;
  private readonly answers: Answers;
  private readonly stream: string;
  /** The last revision that was sent, or that the subscriber has already. */
  private revision: number;

  constructor(
    { stream, start, resolveLinks }: ReadRequest & { kind: 'subscribe-stream' },
    private readonly to: Receiver,
    private readonly reader: LogReader,
  ) {
    this.answers = new Answers(to, resolveLinks, reader.table);
    this.stream = stream;
    this.revision = typeof start === 'number' ? start : -1;
  }

  async run(fromEnd: boolean): Promise<void> {
    const { tail, table } = this.reader;
    if (fromEnd) {
      this.position = tail.head; // read before the revision: what is durable by now is in that
      this.revision = await table.lastRevision(this.stream);
    }
    await this.to.send(confirmationResponse(randomUUID()));
    if (!fromEnd) await this.catchUp();
    await this.to.send(caughtUpResponse());
    while (!this.to.signal.aborted) {
      const page = tail.after(this.position, tailPage);
      if (page === undefined) {
        await this.catchUp();
        continue;
      }
      await this.deliver(page, true);
      this.position = page.at(-1)?.position ?? this.position;
      await tail.moved(this.position, this.to.signal);
    }
  }

  private async catchUp(): Promise<void> {
    const { tail, table, metrics } = this.reader;
    for (;;) {
      const head = tail.head; // read before the page: what is durable by now will be in it
      metrics.pages.inc();
      const next = this.revision + 1;
      const { events, last } = await table.streamPage(this.stream, next, 'forwards', Number.MAX_SAFE_INTEGER);
      await this.deliver(events, false);
      if (this.to.signal.aborted) return;
      this.position = last ? head : (events.at(-1)?.position ?? head);
      if (last) return;
    }
  }

  private async deliver(page: readonly LogEvent[], live: boolean): Promise<void> {
    for (const event of page) {
      if (this.to.signal.aborted) return;
      if (event.stream !== this.stream || event.revision <= this.revision) continue;
      this.revision = event.revision;
      const behind = this.answers.event(event, live);
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
  const subscription = new StreamSubscription(request, to, reader);
  const { subscriptions } = reader.metrics;
  subscriptions.add(subscription);
  await subscription.run(request.start === 'end').finally(() => subscriptions.delete(subscription));
};

import { type EventStoreDBClient } from '@eventstore/db-client';
import { EventStoreError } from './event-store.errors.js';
import { NoAnswerError } from './failure.js';
import { openClient, shutClient } from './open-client.js';

/**
 * The client, replaceable: an answer that never came, or an odd one, can leave it unusable for good (it keeps a failed
 * feature query, and one bad answer stops its append stream). Pending appends of all clients of a process share one
 * table inside the package, so a client that is thrown away rejects the waiting appends of the others too: they count
 * as lost and are repeated.
 */
export class ClientHolder {
  private client: EventStoreDBClient;
  private closed = false;

  constructor(private readonly connectionString: string) {
    this.client = openClient(connectionString);
  }

  /** @throws EventStoreError EVENT_STORE_CLOSED */
  get current(): EventStoreDBClient {
    if (this.closed) throw new EventStoreError('EVENT_STORE_CLOSED');
    return this.client;
  }

  /**
   * Whether a stream that ended without an error can be believed: the streams of a client that was replaced or closed
   * end just like those that have delivered everything.
   *
   * @throws NoAnswerError where it cannot
   */
  believe(used: EventStoreDBClient): void {
    if (this.closed || this.client !== used) throw new NoAnswerError('the client was replaced meanwhile');
  }

  /** Takes a new client, unless somebody has done so since `used` was taken. */
  replace(used: EventStoreDBClient): void {
    if (this.client !== used || this.closed) return;
    this.client = openClient(this.connectionString);
    // Discovery may hang or fail on the old one; nobody waits for it.
    void shutClient(used).catch(() => undefined);
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await Promise.race([shutClient(this.client).catch(() => undefined), later(2_000)]);
  }
}

const later = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });

/**
 * The answer, or `NoAnswerError` after so many milliseconds; what comes later is dropped.
 */
export const withTimeout = async <Answer>(answer: Promise<Answer>, ms: number): Promise<Answer> => {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new NoAnswerError(`no answer within ${ms} ms`)), ms);
  });
  answer.catch(() => undefined);
  try {
    return await Promise.race([answer, limit]);
  } finally {
    clearTimeout(timer);
  }
};

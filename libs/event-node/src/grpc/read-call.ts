import { type ServerWritableStream, type ServiceError, status } from '@grpc/grpc-js';
import { type streamsPb } from '../wire/generated.js';
import { failure } from './status.js';

type Call = ServerWritableStream<InstanceType<typeof streamsPb.ReadReq>, Buffer>;

/**
 * The answers of one `Read`: written only as fast as the client takes them. What waits for a client that takes nothing is
 * a page at most; after a while that is let go as well, with the words of a real node, and the client may come again
 * from the last event that it got.
 */
export class ReadCall {
  private readonly over = new AbortController();
  private ended = false;

  constructor(
    private readonly call: Call,
    private readonly slowAfterMs: number,
    private readonly onCut: () => void,
  ) {
    const stop = (): void => this.over.abort();
    for (const event of ['cancelled', 'close', 'error', 'finish']) call.once(event, stop);
  }

  /** Aborts when nobody listens any more. */
  get signal(): AbortSignal {
    return this.over.signal;
  }

  /** @returns undefined: go on; a promise: wait for it first, the client is behind */
  send(response: Buffer): Promise<void> | undefined {
    if (this.signal.aborted || this.call.write(response)) return undefined;
    return new Promise((resolve) => {
      const late = setTimeout(() => this.cut(), this.slowAfterMs);
      const go = (): void => {
        clearTimeout(late);
        this.call.removeListener('drain', go);
        this.signal.removeEventListener('abort', go);
        resolve();
      };
      this.call.once('drain', go);
      this.signal.addEventListener('abort', go, { once: true });
    });
  }

  end(): void {
    if (this.ended) return;
    this.ended = true;
    if (!this.signal.aborted) this.call.end();
  }

  fail(error: Partial<ServiceError> & Error): void {
    if (this.ended) return;
    this.ended = true;
    if (!this.signal.aborted) this.call.emit('error', error);
    this.over.abort();
  }

  private cut(): void {
    this.onCut();
    this.fail(
      failure(
        status.ABORTED,
        'Operation timed out: Consumer too slow to handle event while live. Client resubscription required.',
      ),
    );
  }
}

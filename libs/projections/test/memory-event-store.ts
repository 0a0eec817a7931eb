import type { EventBatch, EventStore, NewEvent, StoredEvent, SubscribeOptions } from '@app/event-store';

/**
 * A log in memory, for properties that run thousands of batches: it cuts its batches where it is told to. The specs
 * beside it run against the real one.
 */
export class MemoryEventStore implements EventStore {
  readonly events: StoredEvent[] = [];
  private readonly waiting = new Set<() => void>();
  /** How many events the next batch holds at most. */
  cut: () => number = () => 512;

  add(type: string, data: Readonly<Record<string, unknown>>, stream = 'stream'): StoredEvent {
    const n = this.events.length;
    const event: StoredEvent = {
      id: `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`,
      stream,
      revision: BigInt(n),
      position: BigInt(n) * 10n + 7n,
      recordedAtMs: 1_700_000_000_000 + n,
      type,
      data,
      metadata: {},
    };
    this.events.push(event);
    for (const resolve of this.waiting) resolve();
    this.waiting.clear();
    return event;
  }

  async append(stream: string, events: readonly NewEvent[], expected: unknown) {
    const revision = this.events.filter((event) => event.stream === stream).length - 1;
    if (expected === 'no-stream' && revision >= 0) {
      return { kind: 'wrong-revision', actual: BigInt(revision) } as const;
    }
    const stored = events.map((event) => this.add(event.type, event.data, stream));
    const position = stored.at(-1)?.position ?? 0n;
    return { kind: 'appended', revision: BigInt(revision + events.length), position } as const;
  }

  async *readStream(stream: string): AsyncIterable<StoredEvent> {
    yield* this.events.filter((event) => event.stream === stream);
  }

  async *readAll(options: { readonly after?: bigint } = {}): AsyncIterable<StoredEvent> {
    yield* this.after(options.after);
  }

  async last(): Promise<StoredEvent | undefined> {
    return this.events.at(-1);
  }

  async *subscribeAll({ after, signal, maxBatch = 512 }: SubscribeOptions = {}): AsyncIterable<EventBatch> {
    let from = after;
    let toldLive = false;
    const isOver = (): boolean => signal?.aborted === true;
    while (!isOver()) {
      const rest = this.after(from);
      const events = rest.slice(0, Math.max(1, Math.min(maxBatch, this.cut())));
      const last = events.at(-1);
      if (last === undefined) {
        if (!toldLive) yield { events: [], position: from ?? 0n, caughtUp: true };
        toldLive = true;
        // Something came, or it is over, while that was handed over.
        if (this.after(from).length > 0 || isOver()) continue;
        const aborted = new AbortController();
        await new Promise<void>((resolve) => {
          this.waiting.add(resolve);
          signal?.addEventListener('abort', () => resolve(), { once: true, signal: aborted.signal });
        });
        aborted.abort();
        continue;
      }
      from = last.position;
      toldLive = rest.length === events.length;
      yield { events, position: last.position, caughtUp: toldLive };
    }
  }

  async close(): Promise<void> {
    // nothing to let go
  }

  private after(position: bigint | undefined): StoredEvent[] {
    return this.events.filter((event) => position === undefined || event.position > position);
  }
}

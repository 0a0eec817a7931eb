/** JSON as it goes into an event. */
export type EventJson = Readonly<Record<string, unknown>>;

/** An event to append. Its id is the caller's and deterministic: an append repeated with the same ids adds nothing. */
export interface NewEvent {
  /** UUID. */
  readonly id: string;
  readonly type: string;
  readonly data: EventJson;
  readonly metadata: EventJson;
}

/** An event as the log holds it. */
export interface StoredEvent {
  readonly id: string;
  readonly stream: string;
  /** Place in its stream, from 0. */
  readonly revision: bigint;
  /** Place in the log: strictly increasing, gaps mean nothing. */
  readonly position: bigint;
  /** The log's own clock, milliseconds since the epoch; never goes back along `position`. */
  readonly recordedAtMs: number;
  readonly type: string;
  /** Throws `UNKNOWN_SHAPE` where this version of the program does not know the shape of the event (`shapes`). */
  readonly data: EventJson;
  readonly metadata: EventJson;
}

/** An event as the log holds it, with its JSON as the text that stands for it in canonical form (RFC 8785). */
export interface CanonicalEvent extends Omit<StoredEvent, 'data' | 'metadata'> {
  /** Of an object. */
  readonly data: string;
  /** Of an object. */
  readonly metadata: string;
}

/** What the stream must hold for an append to be taken: nothing yet, or exactly up to this revision. */
export type ExpectedRevision = 'no-stream' | 'any' | bigint;

/** How an append ended. A wrong revision is an answer, not an error: the caller reads again and decides again. */
export type AppendOutcome =
  | { readonly kind: 'appended'; readonly revision: bigint; readonly position: bigint }
  | { readonly kind: 'wrong-revision'; readonly actual: bigint | 'no-stream' };

export interface ReadStreamOptions {
  readonly fromRevision?: bigint;
  readonly direction?: 'forwards' | 'backwards';
  readonly maxCount?: number;
}

export interface SubscribeOptions {
  /** Exclusive: the last position already handled; absent: from the beginning. */
  readonly after?: bigint;
  /** Only streams with one of these prefixes; absent: all but system events (`$...`). */
  readonly streamPrefixes?: readonly string[];
  /** A batch is handed over when it holds so many events... (default 512) */
  readonly maxBatch?: number;
  /** ...or so many milliseconds after its first one (default 5). */
  readonly maxDelayMs?: number;
  /** How many events are read ahead of a consumer that is at work (default one batch). */
  readonly maxHeld?: number;
  readonly signal?: AbortSignal;
}

/** What `SharedReading` asks besides. */
export interface SharedSubscribeOptions extends Omit<SubscribeOptions, 'streamPrefixes'> {
  /** It rather reads by itself than hold up others when it holds all that it may. */
  readonly mayFallBehind?: boolean;
}

/** Where the log can be followed. */
export interface LogSource<Event = StoredEvent> {
  /**
   * Batches in log order from just after a position, until the signal aborts; then it ends. Throws what cannot be tried
   * again.
   */
  subscribeAll(options?: SharedSubscribeOptions): AsyncIterable<EventBatch<Event>>;
}

/** Events in log order, and how far the log has been looked through: a place to resume from. */
export interface EventBatch<Event = StoredEvent> {
  /** May be empty: the log moved on without an event for this subscriber. */
  readonly events: readonly Event[];
  /** Everything for this subscriber up to here has been delivered. */
  readonly position: bigint;
  /** The subscription has reached what was the end of the log, and is live. */
  readonly caughtUp: boolean;
}

/**
 * The only way to the log (DESIGN 2): what lies behind is a real EventStoreDB/KurrentDB server or the embedded node,
 * through the very same client.
 */
export interface EventStore {
  /**
   * Appends all events or none. Repeats an append whose answer was lost, with the same ids, until it is known how it
   * ended or `LOG_UNAVAILABLE` is thrown. Throws `EventStoreError` (see `event-store.errors.ts`).
   */
  append(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<AppendOutcome>;
  /** Events of one stream in order; a stream that does not exist gives none. */
  readStream(stream: string, options?: ReadStreamOptions): AsyncIterable<StoredEvent>;
  /** The whole log without system events, from just after a position. */
  readAll(options?: { readonly after?: bigint; readonly maxCount?: number }): AsyncIterable<StoredEvent>;
  /** The last event of the log that is not a system event; undefined when the log is empty. */
  last(): Promise<StoredEvent | undefined>;
  /**
   * Batches for ever, until `signal` aborts: resumes by itself from the last delivered position when the connection
   * is lost. Takes the next batch from the log only as the consumer asks for it.
   */
  subscribeAll(options?: SubscribeOptions): AsyncIterable<EventBatch>;
  close(): Promise<void>;
}

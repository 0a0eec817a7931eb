import type {
  AppendOutcome,
  EventBatch,
  EventStore,
  ExpectedRevision,
  NewEvent,
  StoredEvent,
} from '@app/event-store';

/** What may go wrong, decided anew for each append. */
export interface Faults {
  /** The append is stored, and its answer lost for good: the caller gets an error. */
  readonly loseAnswer?: () => boolean;
  /** The append is stored, its answer lost, and the repeat of it answered as one of a wrong revision. */
  readonly mistakeRepeat?: () => boolean;
  /** Runs just before an append is looked at: a rival may append then. */
  readonly beforeAppend?: (stream: string, rival: EventStore) => Promise<void> | void;
}

/**
 * The EventStore of one process's memory, as far as recording needs it, with the server's own idempotence: events
 * whose ids follow the expected revision already are answered with success once more.
 */
export function createMemoryEventStore(
  faults: Faults = {},
): EventStore & { readonly log: readonly StoredEvent[] } {
  const log: StoredEvent[] = [];
  const inStream = (stream: string): StoredEvent[] => log.filter((event) => event.stream === stream);

  function write(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): AppendOutcome {
    const stored = inStream(stream);
    const actual = stored.at(-1)?.revision ?? 'no-stream';
    if (expected !== 'any' && expected !== actual) {
      const from = expected === 'no-stream' ? 0 : Number(expected) + 1;
      const there = stored.slice(from, from + events.length);
      const last = there.at(-1);
      if (last && there.length === events.length && there.every(({ id }, i) => id === events[i]?.id)) {
        return { kind: 'appended', revision: last.revision, position: last.position };
      }
      return { kind: 'wrong-revision', actual };
    }
    for (const event of events) {
      // What goes in comes out as JSON, and nothing is shared with the caller.
      const { id, type, data, metadata } = JSON.parse(JSON.stringify(event)) as NewEvent;
      const revision = BigInt(inStream(stream).length);
      log.push({
        id,
        stream,
        revision,
        position: BigInt(log.length * 3 + 1),
        recordedAtMs: log.length,
        type,
        data,
        metadata,
      });
    }
    const last = log.at(-1)!;
    return { kind: 'appended', revision: last.revision, position: last.position };
  }

  const rival: EventStore = {
    append: (stream, events, expected) => Promise.resolve(write(stream, events, expected)),
    readStream: (stream, { fromRevision = 0n } = {}) =>
      generate(inStream(stream).filter((e) => e.revision >= fromRevision)),
    readAll: ({ after = -1n } = {}) => generate(log.filter((event) => event.position > after)),
    last: () => Promise.resolve(log.at(-1)),
    subscribeAll: (): AsyncIterable<EventBatch> => {
      throw new Error('not needed by recording');
    },
    close: () => Promise.resolve(),
  };
  return {
    ...rival,
    log,
    append: async (stream, events, expected) => {
      await faults.beforeAppend?.(stream, rival);
      await new Promise((resolve) => setImmediate(resolve));
      const outcome = write(stream, events, expected);
      if (outcome.kind === 'appended' && faults.mistakeRepeat?.()) {
        return { kind: 'wrong-revision', actual: outcome.revision };
      }
      if (faults.loseAnswer?.()) throw new Error('LOG_UNAVAILABLE');
      return outcome;
    },
  };
}

async function* generate<T>(items: readonly T[]): AsyncGenerator<T> {
  for (const item of items) yield await Promise.resolve(item);
}

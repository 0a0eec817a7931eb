import { type AppendCommand, type AppendResult } from './append-command.js';
import { decideAppend, type StoredId, type StreamView } from './decide-append.js';
import { type LogEvent } from './log-event.js';

/** What the log holds of the streams of a group, as far as its decisions can need it. */
export interface KnownStream {
  readonly last: number;
  readonly stored: readonly StoredId[];
}

/** The end of the log. */
export interface LogHead {
  /** Position of the last event, 0 in an empty log. */
  readonly position: number;
  readonly createdMs: number;
}

export interface GroupPlan {
  /** To be written in one transaction. */
  readonly events: readonly LogEvent[];
  /** One for each command, in order; true only once the events are durable. */
  readonly results: readonly AppendResult[];
  readonly head: LogHead;
}

/** A stream as it will be when the group is written. */
class PlannedStream implements StreamView {
  last: number;
  private readonly held: StoredId[];
  /** How many of those held are in the maps: nearly every group is decided without them. */
  private indexed = 0;
  private readonly byRevision = new Map<number, StoredId>();
  private readonly byId = new Map<string, StoredId>();

  constructor(known: KnownStream) {
    this.last = known.last;
    this.held = [...known.stored];
  }

  at(revision: number): StoredId | undefined {
    this.index();
    return this.byRevision.get(revision);
  }

  find(id: string): StoredId | undefined {
    this.index();
    return this.byId.get(id);
  }

  add(event: LogEvent): void {
    this.last = event.revision;
    this.held.push(event);
  }

  private index(): void {
    for (const each of this.held.slice(this.indexed)) {
      const { id, revision, position } = each;
      const stored = { id, revision, position };
      this.byRevision.set(revision, stored);
      if ((this.byId.get(id)?.revision ?? -1) < revision) this.byId.set(id, stored);
    }
    this.indexed = this.held.length;
  }
}

/**
 * Decides appends that share a transaction, one after another: each sees what those before it will have written.
 * Positions follow the head without gaps, and `createdMs` never goes back, whatever the clock does.
 *
 * @param known for every stream that a command names
 */
export const planGroup = (
  commands: readonly AppendCommand[],
  known: ReadonlyMap<string, KnownStream>,
  head: LogHead,
  nowMs: number,
): GroupPlan => {
  const streams = new Map<string, PlannedStream>();
  const events: LogEvent[] = [];
  const createdMs = Math.max(head.createdMs, nowMs);
  const streamOf = (name: string): PlannedStream => {
    const before = streams.get(name);
    if (before !== undefined) return before;
    const planned = new PlannedStream(known.get(name) ?? { last: -1, stored: [] });
    streams.set(name, planned);
    return planned;
  };
  const write = (command: AppendCommand, stream: PlannedStream): AppendResult => {
    for (const event of command.events) {
      const { id, type, isJson, data, metadata } = event;
      const written = {
        position: head.position + events.length + 1,
        stream: command.stream,
        revision: stream.last + 1,
        id,
        type,
        isJson,
        data,
        metadata,
        createdMs,
      };
      events.push(written);
      stream.add(written);
    }
    return { kind: 'appended', revision: stream.last, position: head.position + events.length };
  };
  const results = commands.map((command): AppendResult => {
    const stream = streamOf(command.stream);
    const decision = decideAppend(command, stream);
    switch (decision.kind) {
      case 'accept':
        return write(command, stream);
      case 'repeated':
        return {
          kind: 'appended',
          revision: decision.last.revision,
          position: decision.last.position,
        };
      case 'wrong-expected-version':
        return { kind: 'wrong-expected-version', actual: stream.last };
    }
  });
  const end = events.at(-1);
  return { events, results, head: end === undefined ? head : { position: end.position, createdMs } };
};

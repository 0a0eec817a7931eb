import { BadMessageError, ProtoReader } from '@app/platform';
import { canonicalObjectText } from '@app/platform/domain';
// A CommonJS module: its names come by its default export.
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { CanonicalEvent } from './event-store.js';

type Answer = streams.ReadResp;

const { ReadResp } = streams;
/** Set aside once: the class is shared by all clients of a process. */
const asGenerated = ReadResp.deserializeBinary.bind(ReadResp);

/** Thrown for what is right, and too rare for a short way: links, ids in two halves, fields of a later protocol. */
class Uncommon extends Error {}

/** In which the server tells time, and how many of them make a millisecond. */
const TICKS = /^\d+$/;
const TICKS_A_MILLISECOND = 10_000n;

class TextId {
  constructor(private readonly text: string) {}
  hasStructured(): boolean {
    return false;
  }
  getString(): string {
    return this.text;
  }
}

const NOTHING: Buffer = Buffer.alloc(0);

class Recorded {
  private id: TextId | undefined;
  private stream: Buffer | undefined;
  private revision = 0;
  private prepare = 0;
  private commit = 0;
  private metadata = NOTHING;
  private data = NOTHING;
  private readonly map = new Map<string, string>();

  constructor(message: Buffer) {
    const reader = new ProtoReader(message);
    for (let field = reader.next(); field !== 0; field = reader.next()) {
      if (field === 1) this.id = new TextId(onlyField(2, reader.bytes()).toString('utf8'));
      else if (field === 2) this.stream = onlyField(3, reader.bytes());
      else if (field === 3) this.revision = whole(reader.varint());
      else if (field === 4) this.prepare = whole(reader.varint());
      else if (field === 5) this.commit = whole(reader.varint());
      else if (field === 6) this.enter(reader.bytes());
      else if (field === 7) this.metadata = reader.bytes();
      else if (field === 8) this.data = reader.bytes();
      else throw new Uncommon();
    }
  }

  hasId(): boolean {
    return this.id !== undefined;
  }
  getId(): TextId | undefined {
    return this.id;
  }
  hasStreamIdentifier(): boolean {
    return this.stream !== undefined;
  }
  getStreamIdentifier(): { getStreamName(): Buffer } {
    const { stream = NOTHING } = this;
    return { getStreamName: () => stream };
  }
  getStreamRevision(): string {
    return String(this.revision);
  }
  getPreparePosition(): string {
    return String(this.prepare);
  }
  getCommitPosition(): string {
    return String(this.commit);
  }
  getMetadataMap(): Map<string, string> {
    return this.map;
  }
  getCustomMetadata_asU8(): Buffer {
    return this.metadata;
  }
  getData(): Buffer {
    return this.data;
  }
  getData_asU8(): Buffer {
    return this.data;
  }

  /** Undefined where something is missing that a server tells of each event. */
  canonical(): CanonicalEvent | undefined {
    const { id, stream, map } = this;
    const [type, created] = [map.get('type'), map.get('created')];
    if (id === undefined || stream === undefined || type === undefined) return undefined;
    if (created === undefined || !TICKS.test(created)) return undefined;
    const isJson = map.get('content-type') === 'application/json';
    return {
      id: id.getString(),
      stream: stream.toString('utf8'),
      revision: BigInt(this.revision),
      position: BigInt(this.commit),
      recordedAtMs: Number(BigInt(created) / TICKS_A_MILLISECOND),
      type,
      data: canonicalObjectText(isJson ? this.data.toString('utf8') : ''),
      metadata: canonicalObjectText(this.metadata.toString('utf8')),
    };
  }

  private enter(message: Buffer): void {
    const reader = new ProtoReader(message);
    let [key, value] = ['', ''];
    for (let field = reader.next(); field !== 0; field = reader.next()) {
      if (field === 1) key = reader.text();
      else if (field === 2) value = reader.text();
      else throw new Uncommon();
    }
    this.map.set(key, value);
  }
}

/** What an answer holds: gives what the client asks it for, and the event as canonical text without being asked anything. */
export class LeanEvent {
  private event: Recorded | undefined;
  private commit: number | undefined;

  constructor(message: Buffer) {
    const reader = new ProtoReader(message);
    for (let field = reader.next(); field !== 0; field = reader.next()) {
      if (field === 1) this.event = new Recorded(reader.bytes());
      else if (field === 3) this.commit = whole(reader.varint());
      else throw new Uncommon();
    }
  }

  hasEvent(): boolean {
    return this.event !== undefined;
  }
  getEvent(): Recorded | undefined {
    return this.event;
  }
  canonical(): CanonicalEvent | undefined {
    return this.event?.canonical();
  }
  hasLink(): boolean {
    return false;
  }
  hasCommitPosition(): boolean {
    return this.commit !== undefined;
  }
  getCommitPosition(): string {
    return String(this.commit ?? 0);
  }
}

/** An answer that holds an event. Of all others the client asks whether they can say more, and these cannot. */
class EventAnswer {
  constructor(private readonly event: LeanEvent) {}
  hasEvent(): boolean {
    return true;
  }
  getEvent(): LeanEvent {
    return this.event;
  }
}

/** A number that a double holds exactly. */
const whole = (value: number): number => {
  if (value > Number.MAX_SAFE_INTEGER) throw new Uncommon();
  return value;
};

/** The bytes of the one field that a message has. */
const onlyField = (number: number, message: Buffer): Buffer => {
  const reader = new ProtoReader(message);
  if (reader.next() !== number) throw new Uncommon();
  const bytes = reader.bytes();
  if (reader.next() !== 0) throw new Uncommon();
  return bytes;
};

/** Field and kind of `ReadResp.event`. */
const EVENT_TAG = 0x0a;

const eventIn = ({ buffer, byteOffset, length }: Uint8Array): EventAnswer | undefined => {
  try {
    return new EventAnswer(new LeanEvent(onlyField(1, Buffer.from(buffer, byteOffset, length))));
  } catch (error) {
    if (error instanceof Uncommon || error instanceof BadMessageError) return undefined;
    throw error;
  }
};

/**
 * Makes reading cost the client half of what it does: the generated messages put each field into a table and look it up
 * there again, which takes longer than all else that is done with an event before its reader has it. An answer that
 * holds an event, as all but a few of them do, gives what it is asked for from its bytes; for any other way to write one,
 * and any other answer, the generated message remains.
 */
export const leanAnswers = (): void => {
  ReadResp.deserializeBinary = (bytes) =>
    // What the client asks of an answer it asks by these names; it looks at nothing else.
    bytes[0] === EVENT_TAG
      ? ((eventIn(bytes) as unknown as Answer | undefined) ?? asGenerated(bytes))
      : asGenerated(bytes);
};

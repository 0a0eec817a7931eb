import { type LogEvent } from '../domain/log-event.js';
import { sharedPb, streamsPb } from './generated.js';
import { lengthFieldSize, numberFieldSize, ProtoWriter } from './proto-writer.js';

const jsonType = 'application/json';
const otherType = 'application/octet-stream';
const ticksPerMs = 10_000n;

// A map entry is a message of two texts: 1 the key, 2 the value.
const entrySize = (key: number, value: number): number => lengthFieldSize(key) + lengthFieldSize(value);

/** What is worked out of an event before its bytes are written. */
interface Sized {
  readonly event: LogEvent;
  readonly stream: Buffer;
  readonly type: Buffer;
  readonly contentType: string;
  readonly created: string;
  /** Bytes of the `RecordedEvent`. */
  readonly size: number;
}

const sized = (event: LogEvent): Sized => {
  const stream = Buffer.from(event.stream, 'utf8');
  const type = Buffer.from(event.type, 'utf8');
  const contentType = event.isJson ? jsonType : otherType;
  const created = String(BigInt(event.createdMs) * ticksPerMs); // 100 ns since 1970
  const size =
    lengthFieldSize(lengthFieldSize(event.id.length)) +
    lengthFieldSize(lengthFieldSize(stream.length)) +
    numberFieldSize(event.revision) +
    2 * numberFieldSize(event.position) +
    lengthFieldSize(entrySize(4, type.length)) +
    lengthFieldSize(entrySize(12, contentType.length)) +
    lengthFieldSize(entrySize(7, created.length)) +
    lengthFieldSize(event.metadata.byteLength) +
    lengthFieldSize(event.data.byteLength);
  return { event, stream, type, contentType, created, size };
};

const writeRecorded = (out: ProtoWriter, field: number, recorded: Sized): void => {
  const { event, stream, type, contentType, created, size } = recorded;
  out.open(field, size);
  out.open(1, lengthFieldSize(event.id.length)); // RecordedEvent.id
  out.ascii(2, event.id); // UUID.string
  out.open(2, lengthFieldSize(stream.length)); // RecordedEvent.stream_identifier
  out.bytes(3, stream); // StreamIdentifier.stream_name
  out.number(3, event.revision);
  out.number(4, event.position); // prepare
  out.number(5, event.position); // commit
  out.open(6, entrySize(4, type.length));
  out.ascii(1, 'type');
  out.bytes(2, type);
  out.open(6, entrySize(12, contentType.length));
  out.ascii(1, 'content-type');
  out.ascii(2, contentType);
  out.open(6, entrySize(7, created.length));
  out.ascii(1, 'created');
  out.ascii(2, created);
  out.bytes(7, event.metadata);
  out.bytes(8, event.data);
};

/** An event as an answer to `Read`, by hand: through the generated messages it costs several times as much. */
export const eventResponse = (event: LogEvent): Buffer => {
  const recorded = sized(event);
  const readEvent = lengthFieldSize(recorded.size) + numberFieldSize(event.position);
  const out = new ProtoWriter(lengthFieldSize(readEvent));
  out.open(1, readEvent); // ReadResp.event
  writeRecorded(out, 1, recorded);
  out.number(3, event.position); // ReadEvent.commit_position
  return out.buffer;
};

/** A link with the event that it stands for; without one where that is not there. The position is the link's. */
export const linkResponse = (link: LogEvent, target: LogEvent | undefined): Buffer => {
  const event = target === undefined ? undefined : sized(target);
  const own = sized(link);
  const readEvent =
    (event === undefined ? 0 : lengthFieldSize(event.size)) +
    lengthFieldSize(own.size) +
    numberFieldSize(link.position);
  const out = new ProtoWriter(lengthFieldSize(readEvent));
  out.open(1, readEvent);
  if (event !== undefined) writeRecorded(out, 1, event);
  writeRecorded(out, 2, own);
  out.number(3, link.position);
  return out.buffer;
};

const bufferOf = (response: InstanceType<typeof streamsPb.ReadResp>): Buffer =>
  Buffer.from(response.serializeBinary());

/** First message of a subscription. */
export const confirmationResponse = (subscriptionId: string): Buffer =>
  bufferOf(
    new streamsPb.ReadResp().setConfirmation(
      new streamsPb.ReadResp.SubscriptionConfirmation().setSubscriptionId(subscriptionId),
    ),
  );

/** Everything that matches up to here has been sent. */
export const checkpointResponse = (position: number): Buffer =>
  bufferOf(
    new streamsPb.ReadResp().setCheckpoint(
      new streamsPb.ReadResp.Checkpoint()
        .setCommitPosition(String(position))
        .setPreparePosition(String(position)),
    ),
  );

/** The subscription is live from here on. */
export const caughtUpResponse = (): Buffer =>
  bufferOf(new streamsPb.ReadResp().setCaughtUp(new streamsPb.ReadResp.CaughtUp()));

export const streamNotFoundResponse = (stream: string): Buffer =>
  bufferOf(
    new streamsPb.ReadResp().setStreamNotFound(
      new streamsPb.ReadResp.StreamNotFound().setStreamIdentifier(
        new sharedPb.StreamIdentifier().setStreamName(Buffer.from(stream, 'utf8')),
      ),
    ),
  );

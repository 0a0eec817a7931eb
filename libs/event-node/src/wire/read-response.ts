import { type LogEvent } from '../domain/log-event.js';
import { streamsPb, sharedPb } from '../grpc/definitions.js';
import { lengthFieldSize, numberFieldSize, ProtoWriter } from './proto-writer.js';

const jsonType = 'application/json';
const otherType = 'application/octet-stream';
const ticksPerMs = 10_000n;

// A map entry is a message of two texts: 1 the key, 2 the value.
const entrySize = (key: number, value: number): number => lengthFieldSize(key) + lengthFieldSize(value);

/** An event as an answer to `Read`, by hand: through the generated messages it costs several times as much. */
export const eventResponse = (event: LogEvent): Buffer => {
  const stream = Buffer.from(event.stream, 'utf8');
  const type = Buffer.from(event.type, 'utf8');
  const contentType = event.isJson ? jsonType : otherType;
  const created = String(BigInt(event.createdMs) * ticksPerMs); // 100 ns since 1970
  const { position, revision, id, data, metadata } = event;

  const idSize = lengthFieldSize(id.length);
  const streamSize = lengthFieldSize(stream.length);
  const typeEntry = entrySize(4, type.length);
  const contentEntry = entrySize(12, contentType.length);
  const createdEntry = entrySize(7, created.length);
  const recorded =
    lengthFieldSize(idSize) +
    lengthFieldSize(streamSize) +
    numberFieldSize(revision) +
    2 * numberFieldSize(position) +
    lengthFieldSize(typeEntry) +
    lengthFieldSize(contentEntry) +
    lengthFieldSize(createdEntry) +
    lengthFieldSize(metadata.byteLength) +
    lengthFieldSize(data.byteLength);
  const readEvent = lengthFieldSize(recorded) + numberFieldSize(position);

  const out = new ProtoWriter(lengthFieldSize(readEvent));
  out.open(1, readEvent); // ReadResp.event
  out.open(1, recorded); // ReadEvent.event
  out.open(1, idSize); // RecordedEvent.id
  out.ascii(2, id); // UUID.string
  out.open(2, streamSize); // RecordedEvent.stream_identifier
  out.bytes(3, stream); // StreamIdentifier.stream_name
  out.number(3, revision);
  out.number(4, position); // prepare
  out.number(5, position); // commit
  out.open(6, typeEntry);
  out.ascii(1, 'type');
  out.bytes(2, type);
  out.open(6, contentEntry);
  out.ascii(1, 'content-type');
  out.ascii(2, contentType);
  out.open(6, createdEntry);
  out.ascii(1, 'created');
  out.ascii(2, created);
  out.bytes(7, metadata);
  out.bytes(8, data);
  out.number(3, position); // ReadEvent.commit_position
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

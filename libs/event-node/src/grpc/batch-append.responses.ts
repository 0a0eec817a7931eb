import { type AppendRefusal } from './append-refusal.js';
import { sharedPb, statusPb, streamsPb } from '../wire/generated.js';
import anyPb from 'google-protobuf/google/protobuf/any_pb.js';
import emptyPb from 'google-protobuf/google/protobuf/empty_pb.js';
import { lengthFieldSize, numberFieldSize, ProtoWriter } from '../wire/proto-writer.js';

/** What every answer repeats of its request: the client throws when the stream is missing. */
export interface Correlation {
  /** The bytes of the id's message. */
  readonly id: Buffer;
  readonly stream: string;
}

interface Detail {
  readonly code: number;
  readonly message: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

const wrongExpectedVersion = (refusal: AppendRefusal & { kind: 'wrong-expected-version' }): Uint8Array => {
  const detail = new sharedPb.WrongExpectedVersion();
  if (refusal.actual < 0) detail.setCurrentNoStream(new emptyPb.Empty());
  else detail.setCurrentStreamRevision(String(refusal.actual));
  switch (refusal.expected.kind) {
    case 'any':
      detail.setExpectedAny(new emptyPb.Empty());
      break;
    case 'no-stream':
      detail.setExpectedNoStream(new emptyPb.Empty());
      break;
    case 'stream-exists':
      detail.setExpectedStreamExists(new emptyPb.Empty());
      break;
    case 'exact':
      detail.setExpectedStreamPosition(String(refusal.expected.revision));
      break;
  }
  return detail.serializeBinary();
};

const badRequest = (message: string): Uint8Array =>
  new sharedPb.BadRequest().setMessage(message).serializeBinary();

// Codes, messages and types as a real node sends them; the client looks at the type only, except where it does not
// know the type: there it shows the message.
const detailOf = (refusal: AppendRefusal): Detail => {
  switch (refusal.kind) {
    case 'wrong-expected-version':
      return {
        code: 6,
        message: 'WrongExpectedVersion',
        type: 'WrongExpectedVersion',
        bytes: wrongExpectedVersion(refusal),
      };
    case 'too-large':
      return {
        code: 3,
        message: 'MaximumAppendSizeExceeded',
        type: 'MaximumAppendSizeExceeded',
        bytes: new sharedPb.MaximumAppendSizeExceeded().setMaxappendsize(refusal.maxBytes).serializeBinary(),
      };
    case 'timeout':
      return {
        code: 4,
        message: 'Timeout',
        type: 'Timeout',
        bytes: new sharedPb.Timeout().serializeBinary(),
      };
    case 'missing-property':
      return {
        code: 3,
        message: 'BadRequest',
        type: 'BadRequest',
        bytes: badRequest('type and content-type are required'),
      };
    case 'bad-request':
      return {
        code: 3,
        message: `BadRequest: ${refusal.message}`,
        type: 'BadRequest',
        bytes: badRequest(refusal.message),
      };
    case 'unimplemented':
      return { code: 12, message: refusal.message, type: 'BadRequest', bytes: badRequest(refusal.message) };
  }
};

/**
 * A success, by hand: through the generated messages it costs several times as much.
 *
 * @param revision -1: the stream is still empty
 */
export const appendedResponse = ({ id, stream }: Correlation, revision: number, position: number): Buffer => {
  const name = Buffer.from(stream, 'utf8');
  const nameSize = lengthFieldSize(name.length);
  const positionSize = 2 * numberFieldSize(position);
  const success =
    (revision < 0 ? lengthFieldSize(0) : numberFieldSize(revision)) + lengthFieldSize(positionSize);
  const size = lengthFieldSize(id.length) + lengthFieldSize(success) + lengthFieldSize(nameSize);
  const out = new ProtoWriter(size);
  out.bytes(1, id); // BatchAppendResp.correlation_id
  out.open(3, success); // BatchAppendResp.success
  if (revision < 0)
    out.open(2, 0); // Success.no_stream
  else out.number(1, revision); // Success.current_revision
  out.open(3, positionSize); // Success.position
  out.number(1, position); // commit
  out.number(2, position); // prepare
  out.open(4, nameSize); // BatchAppendResp.stream_identifier
  out.bytes(3, name); // StreamIdentifier.stream_name
  return out.buffer;
};

export const refusedResponse = ({ id, stream }: Correlation, refusal: AppendRefusal): Buffer => {
  const { code, message, type, bytes } = detailOf(refusal);
  const details = new anyPb.Any();
  details.setTypeUrl(`type.googleapis.com/event_store.client.${type}`);
  details.setValue(bytes);
  const response = new streamsPb.BatchAppendResp()
    .setCorrelationId(sharedPb.UUID.deserializeBinary(id))
    .setStreamIdentifier(new sharedPb.StreamIdentifier().setStreamName(Buffer.from(stream, 'utf8')))
    .setError(new statusPb.Status().setCode(code).setMessage(message).setDetails(details));
  return Buffer.from(response.serializeBinary());
};

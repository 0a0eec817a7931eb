import { type AppendRefusal } from './append-refusal.js';
import { sharedPb, statusPb, streamsPb } from './definitions.js';
import anyPb from 'google-protobuf/google/protobuf/any_pb.js';
import emptyPb from 'google-protobuf/google/protobuf/empty_pb.js';

type Response = InstanceType<typeof streamsPb.BatchAppendResp>;
type Uuid = InstanceType<typeof sharedPb.UUID>;

/** What every answer repeats of its request: the client throws when the stream is missing. */
export interface Correlation {
  readonly id: Uuid;
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

const answerTo = ({ id, stream }: Correlation): Response =>
  new streamsPb.BatchAppendResp()
    .setCorrelationId(id)
    .setStreamIdentifier(new sharedPb.StreamIdentifier().setStreamName(Buffer.from(stream, 'utf8')));

/** @param revision -1: the stream is still empty */
export const appendedResponse = (to: Correlation, revision: number, position: number): Response => {
  const success = new streamsPb.BatchAppendResp.Success().setPosition(
    new sharedPb.AllStreamPosition().setCommitPosition(String(position)).setPreparePosition(String(position)),
  );
  if (revision < 0) success.setNoStream(new emptyPb.Empty());
  else success.setCurrentRevision(String(revision));
  return answerTo(to).setSuccess(success);
};

export const refusedResponse = (to: Correlation, refusal: AppendRefusal): Response => {
  const { code, message, type, bytes } = detailOf(refusal);
  const details = new anyPb.Any();
  details.setTypeUrl(`type.googleapis.com/event_store.client.${type}`);
  details.setValue(bytes);
  return answerTo(to).setError(new statusPb.Status().setCode(code).setMessage(message).setDetails(details));
};

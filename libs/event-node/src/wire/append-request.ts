import { ProtoReader } from '@app/platform';
import { sharedPb, streamsPb } from './generated.js';

/** An event as `Append` and `BatchAppend` both send it, before anything of it has been checked. */
export interface ProposedMessage {
  /** As text, lower case; empty when there is none. */
  readonly id: string;
  readonly type: string | undefined;
  readonly contentType: string | undefined;
  readonly data: Buffer;
  readonly metadata: Buffer;
}

export interface AppendRequest {
  readonly options: InstanceType<typeof streamsPb.AppendReq.Options> | undefined;
  readonly event: ProposedMessage | undefined;
}

export interface BatchAppendRequest {
  /** The bytes of the id's message, which the answer repeats as they are; empty when there is none. */
  readonly correlationId: Buffer;
  readonly options: InstanceType<typeof streamsPb.BatchAppendReq.Options> | undefined;
  readonly events: readonly ProposedMessage[];
  readonly isFinal: boolean;
}

const empty: Buffer = Buffer.alloc(0);

const dashes = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/;

const structuredId = (message: Buffer): string => {
  const parts = sharedPb.UUID.deserializeBinary(message).getStructured();
  if (parts === undefined) return '';
  const hex = [parts.getMostSignificantBits(), parts.getLeastSignificantBits()]
    .map((half) => BigInt.asUintN(64, BigInt(half)).toString(16).padStart(16, '0'))
    .join('');
  return hex.replace(dashes, '$1-$2-$3-$4-$5');
};

const idText = (message: Buffer): string => {
  const reader = new ProtoReader(message);
  // UUID: 1 structured, 2 text
  const field = reader.next();
  return field === 2 ? reader.text().toLowerCase() : field === 1 ? structuredId(message) : '';
};

/** An entry of a map of texts: 1 the key, 2 the value. */
const entry = (message: Buffer): readonly [key: string, value: string] => {
  const reader = new ProtoReader(message);
  let [key, value] = ['', ''];
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) key = reader.text();
    else if (field === 2) value = reader.text();
    else reader.skip();
  }
  return [key, value];
};

const proposedMessage = (message: Buffer): ProposedMessage => {
  const reader = new ProtoReader(message);
  let id = '';
  let type: string | undefined;
  let contentType: string | undefined;
  let [data, metadata] = [empty, empty];
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) id = idText(reader.bytes());
    else if (field === 2) {
      const [key, value] = entry(reader.bytes());
      if (key === 'type') type = value;
      else if (key === 'content-type') contentType = value;
    } else if (field === 3) metadata = reader.bytes();
    else if (field === 4) data = reader.bytes();
    else reader.skip();
  }
  return { id, type, contentType, data, metadata };
};

/**
 * A message of `BatchAppend`, by hand: through the generated messages it costs several times as much.
 *
 * @throws BadMessageError
 */
export const batchAppendRequest = (message: Buffer): BatchAppendRequest => {
  const reader = new ProtoReader(message);
  let correlationId = empty;
  let options: BatchAppendRequest['options'];
  const events: ProposedMessage[] = [];
  let isFinal = false;
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) correlationId = reader.bytes();
    else if (field === 2) options = streamsPb.BatchAppendReq.Options.deserializeBinary(reader.bytes());
    else if (field === 3) events.push(proposedMessage(reader.bytes()));
    else if (field === 4) isFinal = reader.varint() !== 0;
    else reader.skip();
  }
  return { correlationId, options, events, isFinal };
};

/** A message of `Append`: its options first, then an event each. @throws BadMessageError */
export const appendRequest = (message: Buffer): AppendRequest => {
  const reader = new ProtoReader(message);
  let options: AppendRequest['options'];
  let event: ProposedMessage | undefined;
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) options = streamsPb.AppendReq.Options.deserializeBinary(reader.bytes());
    else if (field === 2) event = proposedMessage(reader.bytes());
    else reader.skip();
  }
  return { options, event };
};

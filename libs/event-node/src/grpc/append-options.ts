import { type Expected } from '../domain/append-command.js';
import { type AppendRefusal } from './append-refusal.js';
import { type sharedPb } from '../wire/generated.js';

type Identifier = InstanceType<typeof sharedPb.StreamIdentifier>;

/** Where and under which condition: `Append` and `BatchAppend` name the revision differently. */
export interface AppendTarget {
  readonly stream: string;
  readonly expected: Expected;
}

interface ExpectedFields {
  hasAny(): boolean;
  hasNoStream(): boolean;
  hasStreamExists(): boolean;
}

const endMarker = 2n ** 64n - 1n;
const largest = 2n ** 63n - 1n;

export const streamName = (identifier: Identifier | undefined): string =>
  Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8');

const expectedOf = (fields: ExpectedFields, revision: string | undefined): Expected | undefined => {
  if (fields.hasAny()) return { kind: 'any' };
  if (fields.hasNoStream()) return { kind: 'no-stream' };
  if (fields.hasStreamExists()) return { kind: 'stream-exists' };
  if (revision === undefined) return undefined;
  const value = BigInt(revision);
  if (value === endMarker) return { kind: 'no-stream' };
  return value > largest ? undefined : { kind: 'exact', revision: value };
};

/**
 * The target of an append, or why it is none: every write to a `$$` stream is one of metadata, which could hide events
 * of the ledger.
 *
 * @param revision the field for an exact revision, undefined when it is not set
 */
export const appendTarget = (
  identifier: Identifier | undefined,
  fields: ExpectedFields,
  revision: string | undefined,
): AppendTarget | AppendRefusal => {
  const stream = streamName(identifier);
  if (stream === '') return { kind: 'bad-request', message: 'the stream name is empty' };
  if (stream.includes('\0'))
    return { kind: 'bad-request', message: 'the stream name contains a NUL character' };
  if (stream.startsWith('$$')) {
    return { kind: 'unimplemented', message: 'UNIMPLEMENTED: this log keeps no stream metadata' };
  }
  const expected = expectedOf(fields, revision);
  return expected === undefined
    ? { kind: 'bad-request', message: 'the expected revision is missing or above 2^63-1' }
    : { stream, expected };
};

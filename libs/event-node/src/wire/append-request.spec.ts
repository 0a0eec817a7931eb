import { BadMessageError } from '@app/platform';
import fc from 'fast-check';
import { appendRequest, batchAppendRequest, type ProposedMessage } from './append-request.js';
import { sharedPb, streamsPb } from './generated.js';

const proposed: fc.Arbitrary<ProposedMessage> = fc.record({
  id: fc.uuid(),
  type: fc.option(fc.string({ unit: 'grapheme' }), { nil: undefined }),
  contentType: fc.option(fc.constantFrom('application/json', 'x'), { nil: undefined }),
  data: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  metadata: fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
});

/** The halves of an id as signed numbers, as some clients send it. */
const structured = (id: string) => {
  const hex = id.replaceAll('-', '');
  const half = (from: number) => String(BigInt.asIntN(64, BigInt(`0x${hex.slice(from, from + 16)}`)));
  return new sharedPb.UUID.Structured().setMostSignificantBits(half(0)).setLeastSignificantBits(half(16));
};

const fill = <
  Message extends InstanceType<
    typeof streamsPb.BatchAppendReq.ProposedMessage | typeof streamsPb.AppendReq.ProposedMessage
  >,
>(
  message: Message,
  given: ProposedMessage,
  asText: boolean,
): Message => {
  const id = new sharedPb.UUID();
  message.setId(asText ? id.setString(given.id.toUpperCase()) : id.setStructured(structured(given.id)));
  if (given.type !== undefined) message.getMetadataMap().set('type', given.type);
  if (given.contentType !== undefined) message.getMetadataMap().set('content-type', given.contentType);
  message.getMetadataMap().set('other', 'y');
  message.setData(given.data);
  message.setCustomMetadata(given.metadata);
  return message;
};

describe('requests to append, by hand', () => {
  it('BatchAppend is what the generated messages write', () => {
    fc.assert(
      fc.property(fc.array(proposed), fc.boolean(), fc.boolean(), fc.uuid(), (events, asText, last, id) => {
        const correlation = new sharedPb.UUID().setString(id);
        const options = new streamsPb.BatchAppendReq.Options().setStreamPosition('7');
        const message = new streamsPb.BatchAppendReq()
          .setCorrelationId(correlation)
          .setOptions(options)
          .setProposedMessagesList(
            events.map((event) => fill(new streamsPb.BatchAppendReq.ProposedMessage(), event, asText)),
          )
          .setIsFinal(last);
        const read = batchAppendRequest(Buffer.from(message.serializeBinary()));
        expect(read.events).toEqual(events);
        expect(read.isFinal).toBe(last);
        expect(read.correlationId).toEqual(Buffer.from(correlation.serializeBinary()));
        expect(read.options?.getStreamPosition()).toBe('7');
      }),
    );
  });

  it('Append is as well', () => {
    fc.assert(
      fc.property(proposed, (event) => {
        const options = new streamsPb.AppendReq().setOptions(
          new streamsPb.AppendReq.Options().setRevision('3'),
        );
        const first = appendRequest(Buffer.from(options.serializeBinary()));
        expect([first.options?.getRevision(), first.event]).toEqual(['3', undefined]);
        const message = new streamsPb.AppendReq().setProposedMessage(
          fill(new streamsPb.AppendReq.ProposedMessage(), event, true),
        );
        const second = appendRequest(Buffer.from(message.serializeBinary()));
        expect([second.options, second.event]).toEqual([undefined, event]);
      }),
    );
  });

  it('passes over what it does not know', () => {
    // Fields 9 to 12, one of each kind, and then the end.
    const unknown = Buffer.from('48ff015100000000000000005a02616265010000002001', 'hex');
    expect(batchAppendRequest(unknown)).toMatchObject({ isFinal: true, events: [], options: undefined });
  });

  it('says when a message is none', () => {
    expect(() => batchAppendRequest(Buffer.from('0a05ab', 'hex'))).toThrow(BadMessageError);
    expect(() => batchAppendRequest(Buffer.from('20ff', 'hex'))).toThrow(BadMessageError);
    expect(() => batchAppendRequest(Buffer.from('23', 'hex'))).toThrow(BadMessageError);
    expect(() => batchAppendRequest(Buffer.from('1801', 'hex'))).toThrow(BadMessageError);
    expect(() => batchAppendRequest(Buffer.alloc(12, 0xff))).toThrow(BadMessageError);
  });
});

import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import fc from 'fast-check';
import { leanMessages } from './lean-messages.js';

leanMessages();
const { BatchAppendReq } = streams;

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

/** As the client makes one of a JSON event. */
const proposed = (type: string, data: string, metadata: string): streams.BatchAppendReq.ProposedMessage => {
  const message = new BatchAppendReq.ProposedMessage();
  const id = new shared.UUID();
  id.setString('7f6e6c3a-5d8e-4c55-9d0e-3f7f8f0c9a11');
  message.setId(id);
  message.getMetadataMap().set('type', type).set('content-type', 'application/json');
  message.setData(base64(data));
  message.setCustomMetadata(base64(metadata));
  return message;
};

it('a message carries the bytes that the client gave it, and says no less than its length', () => {
  const text = fc.string({ unit: 'binary', maxLength: 300 });
  fc.assert(
    fc.property(text, text, text, (type, data, metadata) => {
      const message = proposed(type, data, metadata);
      const request = new BatchAppendReq();
      const before = request.serializeBinary().length;
      request.addProposedMessages(message);
      const written = request.serializeBinary();
      expect(message.serializeBinary().length).toBeGreaterThanOrEqual(written.length - before);
      const [read] = BatchAppendReq.deserializeBinary(written).getProposedMessagesList();
      expect(Buffer.from(read!.getData_asU8())).toEqual(Buffer.from(data, 'utf8'));
      expect(Buffer.from(read!.getCustomMetadata_asU8())).toEqual(Buffer.from(metadata, 'utf8'));
    }),
  );
});

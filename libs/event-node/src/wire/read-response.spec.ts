import fc from 'fast-check';
import { streamsPb } from './generated.js';
import { eventResponse } from './read-response.js';

const bytes = fc.uint8Array({ maxLength: 300 });

describe('eventResponse', () => {
  it('is what the generated messages read', () => {
    const event = fc.record({
      position: fc.oneof(fc.nat(200), fc.maxSafeNat()),
      revision: fc.oneof(fc.nat(200), fc.maxSafeNat()),
      stream: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }),
      type: fc.string({ unit: 'grapheme', minLength: 1 }),
      id: fc.uuid(),
      isJson: fc.boolean(),
      data: bytes,
      metadata: bytes,
      createdMs: fc.nat(4_000_000_000_000),
    });
    fc.assert(
      fc.property(event, (given) => {
        const read = streamsPb.ReadResp.deserializeBinary(eventResponse(given)).getEvent();
        const recorded = read?.getEvent();
        expect(read?.hasLink()).toBe(false);
        expect(read?.getCommitPosition()).toBe(String(given.position));
        expect({
          id: recorded?.getId()?.getString(),
          stream: Buffer.from(recorded?.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8'),
          revision: recorded?.getStreamRevision(),
          positions: [recorded?.getCommitPosition(), recorded?.getPreparePosition()],
          metadata: Object.fromEntries(recorded?.getMetadataMap().toObject() ?? []),
          data: Buffer.from(recorded?.getData_asU8() ?? []),
          custom: Buffer.from(recorded?.getCustomMetadata_asU8() ?? []),
        }).toEqual({
          id: given.id,
          stream: given.stream,
          revision: String(given.revision),
          positions: [String(given.position), String(given.position)],
          metadata: {
            type: given.type,
            'content-type': given.isJson ? 'application/json' : 'application/octet-stream',
            created: `${BigInt(given.createdMs) * 10_000n}`,
          },
          data: Buffer.from(given.data),
          custom: Buffer.from(given.metadata),
        });
      }),
    );
  });
});

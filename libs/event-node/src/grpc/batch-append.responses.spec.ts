import fc from 'fast-check';
import { sharedPb, streamsPb } from '../wire/generated.js';
import { appendedResponse, refusedResponse } from './batch-append.responses.js';

const stream = fc.string({ unit: 'grapheme', maxLength: 200 });
const idBytes = (id: string): Buffer => Buffer.from(new sharedPb.UUID().setString(id).serializeBinary());
const read = (bytes: Buffer) => {
  const response = streamsPb.BatchAppendResp.deserializeBinary(bytes);
  const name = Buffer.from(response.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8');
  return { response, id: response.getCorrelationId()?.getString(), name };
};

describe('answers of BatchAppend', () => {
  it('a success is what the generated messages read', () => {
    fc.assert(
      fc.property(
        fc.uuid(),
        stream,
        fc.integer({ min: -1 }),
        fc.maxSafeNat(),
        (id, of, revision, position) => {
          const { response, ...echoed } = read(
            appendedResponse({ id: idBytes(id), stream: of }, revision, position),
          );
          const success = response.getSuccess();
          expect(echoed).toEqual({ id, name: of });
          expect(success?.hasNoStream()).toBe(revision < 0);
          expect(success?.getCurrentRevision()).toBe(String(Math.max(0, revision)));
          expect(success?.getPosition()?.getCommitPosition()).toBe(String(position));
          expect(success?.getPosition()?.getPreparePosition()).toBe(String(position));
        },
      ),
    );
  });

  it('a refusal names the same append and stream', () => {
    fc.assert(
      fc.property(fc.uuid(), stream, (id, of) => {
        const { response, ...echoed } = read(
          refusedResponse({ id: idBytes(id), stream: of }, { kind: 'timeout' }),
        );
        expect(echoed).toEqual({ id, name: of });
        expect(response.getError()?.getMessage()).toBe('Timeout');
      }),
    );
  });
});

import { convertGrpcEvent } from '@eventstore/db-client/dist/utils/convertGrpcEvent.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import fc from 'fast-check';
import { asCanonicalText } from './event-form.js';
import { leanAnswers, LeanEvent } from './lean-answers.js';

const { ReadResp } = streams;
const { ReadEvent } = ReadResp;
const { RecordedEvent } = ReadEvent;

const asGenerated = ReadResp.deserializeBinary.bind(ReadResp);
leanAnswers();
const lean = ReadResp.deserializeBinary.bind(ReadResp);

const number = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n });
const safe = fc.nat({ max: Number.MAX_SAFE_INTEGER }).map(BigInt);
const bytes = fc.uint8Array({ maxLength: 300 });
const text = fc.string({ unit: 'binary', maxLength: 60 });

interface Event {
  readonly id: string;
  readonly idInHalves: boolean;
  readonly stream: string;
  readonly revision: bigint;
  readonly positions: readonly [bigint, bigint];
  readonly map: readonly (readonly [string, string])[];
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}
const eventOf = (numbers: fc.Arbitrary<bigint>): fc.Arbitrary<Event> =>
  fc.record({
    id: fc.uuid({ version: 4 }),
    idInHalves: fc.boolean(),
    stream: text,
    revision: numbers,
    positions: fc.tuple(numbers, numbers),
    map: fc.array(fc.tuple(text, text), { maxLength: 4 }),
    data: bytes,
    metadata: bytes,
  });

const halvesOf = (id: string): shared.UUID.Structured => {
  const [most = '', least = ''] = id.replaceAll('-', '').match(/.{16}/g) ?? [];
  const number = (hex: string): string => String(BigInt.asIntN(64, BigInt(`0x${hex}`)));
  return new shared.UUID.Structured()
    .setMostSignificantBits(number(most))
    .setLeastSignificantBits(number(least));
};

const recorded = (event: Event): streams.ReadResp.ReadEvent.RecordedEvent => {
  const message = new RecordedEvent();
  const id = new shared.UUID();
  if (event.idInHalves) id.setStructured(halvesOf(event.id));
  else id.setString(event.id);
  message.setId(id);
  message.setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(event.stream)));
  message.setStreamRevision(String(event.revision));
  message.setPreparePosition(String(event.positions[0]));
  message.setCommitPosition(String(event.positions[1]));
  for (const [key, value] of event.map) message.getMetadataMap().set(key, value);
  message.setCustomMetadata(event.metadata);
  message.setData(event.data);
  return message;
};

/** Everything that the client asks of an event. */
const asked = (event: streams.ReadResp.ReadEvent.RecordedEvent | undefined) =>
  event && {
    hasId: event.hasId(),
    id: event.getId()?.hasStructured()
      ? event.getId()?.getStructured()?.getMostSignificantBits()
      : event.getId()?.getString(),
    hasStream: event.hasStreamIdentifier(),
    stream: Buffer.from(event.getStreamIdentifier()?.getStreamName() ?? '').toString('utf8'),
    numbers: [event.getStreamRevision(), event.getPreparePosition(), event.getCommitPosition()],
    map: ['type', 'content-type', 'created', '', 'no such'].map((key) => event.getMetadataMap().get(key)),
    metadata: [...event.getCustomMetadata_asU8()],
    data: [Buffer.from(event.getData()).toString('hex'), Buffer.from(event.getData_asU8()).toString('hex')],
  };

/** Everything that the client asks of an answer, in the way it does: of what is not there it does not ask. */
const whole = (answer: streams.ReadResp) => {
  const may = answer as Partial<streams.ReadResp>;
  const event = answer.hasEvent() ? answer.getEvent() : undefined;
  return {
    others: [may.hasConfirmation?.(), may.hasCaughtUp?.(), may.hasFellBehind?.(), may.hasCheckpoint?.()].map(
      (has) => has ?? false,
    ),
    notFound: may.hasStreamNotFound?.() ?? false,
    hasEvent: answer.hasEvent(),
    event: event?.hasEvent() ? asked(event.getEvent()) : undefined,
    link: event?.hasLink() ? asked(event.getLink()) : undefined,
    position: event?.hasCommitPosition() ? event.getCommitPosition() : undefined,
  };
};

describe('an answer to a read', () => {
  const known = fc.constantFrom('type', 'content-type', 'created');

  it('says what the generated message says, whatever is in it', () => {
    const part = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined, freq: 5 });
    fc.assert(
      fc.property(
        part(eventOf(fc.oneof({ weight: 4, arbitrary: safe }, number))),
        part(eventOf(safe)),
        part(fc.oneof(safe, number)),
        fc.array(fc.tuple(known, text), { maxLength: 3 }),
        (own, link, position, map) => {
          const event = new ReadEvent();
          if (own !== undefined) event.setEvent(recorded({ ...own, map: [...own.map, ...map] }));
          if (link !== undefined && own === undefined) event.setLink(recorded(link));
          if (position === undefined) event.setNoPosition(new shared.Empty());
          else event.setCommitPosition(String(position));
          const message = new ReadResp().setEvent(event).serializeBinary();
          expect(whole(lean(message))).toEqual(whole(asGenerated(message)));
        },
      ),
    );
  });

  it('goes the short way where an event is as nodes write it', () => {
    fc.assert(
      fc.property(eventOf(safe), safe, (event, position) => {
        const message = new ReadResp()
          .setEvent(
            new ReadEvent()
              .setEvent(recorded({ ...event, idInHalves: false, stream: `s${event.stream}` }))
              .setCommitPosition(String(position)),
          )
          .serializeBinary();
        expect(lean(message)).not.toBeInstanceOf(ReadResp);
        expect(whole(lean(message))).toEqual(whole(asGenerated(message)));
      }),
    );
  });

  it('gives the same canonical text the short way, and by what the client makes of the generated message', () => {
    const subscription = { convertGrpcEvent };
    const given = asCanonicalText(subscription as never);
    const textOf = (answer: streams.ReadResp) =>
      given(subscription.convertGrpcEvent(answer.getEvent() as never));
    const json = fc.oneof(fc.json({ stringUnit: 'binary' }), fc.constant('{"b":1,"a":[]}'), text);
    const ticks = fc.bigInt({ min: 0n, max: 10n ** 18n }).map(String);
    const kind = fc.constantFrom('application/json', 'application/octet-stream');
    fc.assert(
      fc.property(
        eventOf(safe),
        json,
        json,
        text,
        fc.option(ticks),
        kind,
        (event, data, metadata, type, created, content) => {
          const map = [
            ['type', type],
            ['content-type', content],
          ] as [string, string][];
          if (created !== null) map.push(['created', created]);
          const own = { ...event, map, data: Buffer.from(data), metadata: Buffer.from(metadata) };
          const message = new ReadResp().setEvent(
            new ReadEvent().setEvent(recorded({ ...own, stream: `s${own.stream}` })),
          );
          const bytes = message.serializeBinary();
          const found = textOf(lean(bytes));
          expect(found).toEqual(textOf(asGenerated(bytes)));
          expect(found).toMatchObject({ type, position: own.positions[1] });
          const isShort = (lean(bytes).getEvent() as unknown) instanceof LeanEvent && created !== null;
          expect(isShort).toBe(!event.idInHalves && created !== null);
        },
      ),
    );
  });

  it('is the generated message where there is no event in it', () => {
    const answers = [
      new ReadResp().setCaughtUp(new ReadResp.CaughtUp()),
      new ReadResp().setFellBehind(new ReadResp.FellBehind()),
      new ReadResp().setCheckpoint(new ReadResp.Checkpoint().setCommitPosition('7')),
      new ReadResp().setConfirmation(new ReadResp.SubscriptionConfirmation().setSubscriptionId('s')),
      new ReadResp().setStreamNotFound(new ReadResp.StreamNotFound()),
      new ReadResp(),
    ];
    for (const answer of answers) {
      const found = lean(answer.serializeBinary());
      expect(found).toBeInstanceOf(ReadResp);
      expect(found.toObject()).toEqual(answer.toObject());
    }
  });

  it('is refused as ever when it breaks off', () => {
    const event = new ReadEvent().setEvent(new RecordedEvent().setData(Buffer.from('some of it')));
    const message = new ReadResp().setEvent(event).serializeBinary();
    for (const length of [2, 5, message.length - 1])
      expect(() => lean(message.slice(0, length))).toThrow('Failure');
  });
});

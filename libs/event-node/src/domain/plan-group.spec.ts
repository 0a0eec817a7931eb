import fc from 'fast-check';
import { type AppendCommand, type AppendResult, type Expected } from './append-command.js';
import { type LogEvent } from './log-event.js';
import { lookupsFor } from './lookups.js';
import { type KnownStream, planGroup } from './plan-group.js';

/** The log as a list, and what a writer reads of it for a group: everything, or the rows of its lookups and no more. */
class ListLog {
  readonly events: LogEvent[] = [];

  constructor(private readonly reads: 'everything' | 'lookups') {}

  write(group: readonly AppendCommand[], nowMs: number): readonly AppendResult[] {
    const lookups = lookupsFor(group, (stream) => this.last(stream));
    const wanted = (event: LogEvent): boolean =>
      this.reads === 'everything' ||
      lookups.ids.some(({ stream, id }) => stream === event.stream && id === event.id) ||
      lookups.ranges.some(
        ({ stream, from, to }) => stream === event.stream && event.revision >= from && event.revision <= to,
      );
    const known = new Map<string, KnownStream>();
    for (const { stream } of group) {
      const stored = this.events.filter((event) => event.stream === stream && wanted(event));
      known.set(stream, { last: this.last(stream), stored });
    }
    const end = this.events.at(-1);
    const head = { position: end?.position ?? 0, createdMs: end?.createdMs ?? 0 };
    const plan = planGroup(group, known, head, nowMs);
    this.events.push(...plan.events);
    return plan.results;
  }

  private last(stream: string): number {
    return this.events.filter((event) => event.stream === stream).length - 1;
  }
}

const expected: fc.Arbitrary<Expected> = fc.oneof(
  fc.constantFrom<Expected>({ kind: 'any' }, { kind: 'no-stream' }, { kind: 'stream-exists' }),
  fc.integer({ min: 0, max: 6 }).map((revision): Expected => ({ kind: 'exact', revision: BigInt(revision) })),
);

// Few streams and ids, so that repeats, conflicts and known ids are common.
const command: fc.Arbitrary<AppendCommand> = fc.record({
  stream: fc.constantFrom('s', 't'),
  expected,
  events: fc
    .array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 3 })
    .map((ids) =>
      ids.map((id) => ({ id, type: 'T', isJson: true, data: Buffer.of(), metadata: Buffer.of() })),
    ),
});

// Lost answers: appends that come again as they were, at once or much later.
const withRepeats: fc.Arbitrary<AppendCommand[]> = fc
  .array(fc.tuple(command, fc.option(fc.nat(20))), { maxLength: 25 })
  .map((drawn) =>
    drawn.map(([fresh, back], index) => (back === null ? fresh : (drawn[index - 1 - back]?.[0] ?? fresh))),
  );

const inGroups = (commands: readonly AppendCommand[], sizes: readonly number[]): AppendCommand[][] => {
  const groups: AppendCommand[][] = [];
  for (let at = 0; at < commands.length; at += groups.at(-1)?.length ?? 1) {
    groups.push(commands.slice(at, at + (sizes[groups.length % sizes.length] ?? 1)));
  }
  return groups;
};

describe('planGroup', () => {
  it('gives the same answers and the same log however appends are grouped', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(withRepeats, sizes, (commands, groupSizes) => {
        const [single, grouped] = [new ListLog('everything'), new ListLog('lookups')];
        const one = commands.flatMap((each) => single.write([each], 5));
        const many = inGroups(commands, groupSizes).flatMap((group) => grouped.write(group, 5));
        expect(many).toEqual(one);
        expect(grouped.events).toEqual(single.events);
      }),
      { numRuns: 500 },
    );
  });

  it('positions and revisions have no gaps, and the time never goes back', () => {
    const steps = fc.array(fc.tuple(command, fc.integer({ min: 0, max: 20 })), { maxLength: 30 });
    fc.assert(
      fc.property(steps, (appends) => {
        const log = new ListLog('lookups');
        for (const [each, nowMs] of appends) log.write([each], nowMs);
        expect(log.events.map((event) => event.position)).toEqual(log.events.map((_, index) => index + 1));
        for (const stream of ['s', 't']) {
          const revisions = log.events
            .filter((event) => event.stream === stream)
            .map((event) => event.revision);
          expect(revisions).toEqual(revisions.map((_, index) => index));
        }
        const times = log.events.map((event) => event.createdMs);
        expect(times).toEqual([...times].sort((a, b) => a - b));
      }),
    );
  });
});

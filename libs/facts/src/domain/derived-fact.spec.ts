import { lackingFacts, standingOf, type AuthoredFact, type WantedFact, type Wish } from './derived-fact.js';
import { readInstant } from './fact-instant.js';
import type { SentFact, Target } from './fact.js';

const ME = 'reactor:spec';
const target: Target = { kind: 'problem', id: 'P-1' };
const link = (ticketId: string, more: Partial<WantedFact> = {}): WantedFact => ({
  type: 'TicketLinked',
  occurredAt: 1_774_251_000,
  data: { ticketId },
  ...more,
});
const wish = (wanted: readonly WantedFact[], kept: readonly string[] = []): Wish => ({
  wanted,
  kept: new Set(kept),
  reason: 'wanted no more',
});

/** A stream as it is after these facts were recorded. */
class Stream {
  readonly recorded: AuthoredFact[] = [];

  lacks(wanted: Wish): readonly SentFact[] {
    return lackingFacts(ME, target, this.recorded, wanted);
  }

  record(facts: readonly SentFact[], recordedBy = ME): void {
    for (const { id = '', type, occurredAt, data } of facts) {
      const { second, fraction } = readInstant(occurredAt) ?? { second: NaN, fraction: '' };
      this.recorded.push({ fact: { id, type, occurredAt: second, fraction, data }, recordedBy });
    }
  }

  /** Records what it lacks; says which ids. */
  settle(wanted: Wish): (string | undefined)[] {
    const facts = this.lacks(wanted);
    this.record(facts);
    return facts.map(({ id }) => id);
  }
}

describe('facts that a reactor has to record', () => {
  let stream: Stream;

  beforeEach(() => {
    stream = new Stream();
  });

  it('are those wanted which are not there, in the name of the reactor', () => {
    const [fact, ...others] = stream.lacks(wish([link('T-1')]));
    expect(fact).toMatchObject({ target, by: ME, type: 'TicketLinked', data: { ticketId: 'T-1' } });
    expect(fact?.occurredAt).toBe('2026-03-23T07:30:00Z');
    expect(others).toEqual([]);
    stream.record(fact ? [fact] : []);
    expect(stream.lacks(wish([link('T-1')]))).toEqual([]);
  });

  it('have the same ids for whoever comes to the same wish, in whatever order', () => {
    const ids = (wanted: WantedFact[]) => stream.lacks(wish(wanted)).map(({ id }) => id);
    expect(ids([link('T-2'), link('T-1')])).toEqual(ids([link('T-1'), link('T-2')]).toReversed());
    expect(ids([link('T-1'), link('T-1')])).toHaveLength(1);
  });

  it('have other ids where they say something else, but for what is beside the point', () => {
    const idOf = (fact: WantedFact) => stream.lacks(wish([fact]))[0]?.id;
    const different = [
      link('T-1'),
      link('T-2'),
      link('T-1', { occurredAt: 5 }),
      link('T-1', { fraction: '5' }),
      link('T-1', { sequence: 1 }),
      link('T-1', { type: 'TicketUnlinked' }),
    ];
    expect(new Set(different.map(idOf)).size).toBe(different.length);
    const worded = (reason: string) =>
      link('T-1', { data: { ticketId: 'T-1', reason }, about: { ticketId: 'T-1' } });
    expect(idOf(worded('one way'))).toBe(idOf(worded('another way')));
  });

  it('are retractions of its own that are wanted no more, unless they are to stay', () => {
    const [id = ''] = stream.settle(wish([link('T-1')]));
    expect(stream.lacks(wish([], [id]))).toEqual([]);
    expect(stream.lacks(wish([]))).toEqual([
      expect.objectContaining({
        id: `${id}:retracted`,
        type: 'FactRetracted',
        data: { factId: id, reason: 'wanted no more' },
      }),
    ]);
  });

  it('have the next id each time they are said anew: what was retracted is never recorded again', () => {
    const ids: (string | undefined)[] = [];
    for (let time = 0; time < 3; time += 1) {
      ids.push(...stream.settle(wish([link('T-1')])), ...stream.settle(wish([])));
    }
    expect(new Set(ids).size).toBe(6);
    expect(standingOf(ME, stream.recorded)).toEqual([]);
    stream.settle(wish([link('T-1')]));
    expect(standingOf(ME, stream.recorded)).toHaveLength(1);
  });

  it('never touch what others said', () => {
    const theirs = {
      target,
      id: 'x',
      type: 'TicketLinked',
      occurredAt: '2026-03-23T07:30:00Z',
      data: { ticketId: 'T-1' },
    };
    stream.record([theirs], 'operator');
    expect(stream.lacks(wish([]))).toEqual([]);
    expect(standingOf(ME, stream.recorded)).toEqual([]);
  });
});

import { detect, type Occurrence } from './detect.js';

const DAY = 86_400;

/** An incident on a day; two like it within five days are a recurrence. */
const incident = (ticketId: string, day: number, more: Partial<Occurrence> = {}): Occurrence => ({
  ticketId,
  registeredAt: day * DAY,
  disruptive: true,
  analysisAt: null,
  occurrences: 2,
  withinSeconds: 5 * DAY,
  ...more,
});
const top = (ticketId: string, day: number): Occurrence => incident(ticketId, day, { analysisAt: day * DAY });

/** `generation opener: incidents` of each problem. */
const problems = (incidents: readonly Occurrence[], closes: readonly number[] = []): string[] =>
  detect(incidents, closes).map(
    ({ generation, openedBy, incidents: joined }) =>
      `${generation} ${openedBy.ticketId}: ${joined.map(({ ticketId }) => ticketId).join(' ')}`,
  );

describe('detect', () => {
  it('finds no problem in one incident', () => {
    expect(problems([incident('A', 0)])).toEqual([]);
  });

  it('opens a problem with the second like incident, to the second within the days', () => {
    expect(problems([incident('A', 0), incident('B', 5)])).toEqual(['0 B: A B']);
    const late = incident('B', 5, { registeredAt: 5 * DAY + 1 });
    expect(problems([incident('A', 0), late])).toEqual([]);
  });

  it('lets every later incident join, however late, and no earlier one from before the days', () => {
    expect(problems([incident('A', 0), incident('B', 6), incident('C', 10), incident('D', 90)])).toEqual([
      '0 C: B C D',
    ]);
  });

  it('opens a problem for one that always does, with what lies in the days before it', () => {
    expect(problems([top('A', 0)])).toEqual(['0 A: A']);
    expect(problems([incident('A', 0, { occurrences: 9 }), top('B', 5)])).toEqual(['0 B: A B']);
    expect(problems([incident('A', 0), top('B', 6)])).toEqual(['0 B: B']);
  });

  it('asks for as many as the terms of the incident that may complete them say', () => {
    const three = { occurrences: 3 };
    expect(problems([incident('A', 0), incident('B', 1, three)])).toEqual([]);
    expect(problems([incident('A', 0), incident('B', 1, three), incident('C', 2, three)])).toEqual([
      '0 C: A B C',
    ]);
    expect(problems([incident('A', 0), incident('B', 1, three), incident('C', 2)])).toEqual(['0 C: A B C']);
  });

  it('begins anew after a close: what was registered by then, that second included, belongs to the problem before', () => {
    const four = [incident('A', 0), incident('B', 1), incident('C', 2), incident('D', 3)];
    expect(problems(four, [1 * DAY])).toEqual(['0 B: A B', '1 D: C D']);
    expect(problems(four, [2 * DAY])).toEqual(['0 B: A B C']);
    expect(problems(four, [1 * DAY, 1 * DAY])).toEqual(['0 B: A B', '2 D: C D']);
  });

  it('does not look beyond a close for what lies in the days before', () => {
    expect(problems([incident('A', 0), incident('B', 2)], [1 * DAY])).toEqual([]);
    expect(problems([incident('A', 0), top('B', 2)], [1 * DAY])).toEqual(['1 B: B']);
  });
});

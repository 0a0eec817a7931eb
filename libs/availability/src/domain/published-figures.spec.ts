import fc from 'fast-check';
import { decideServiceFact } from './service.decider.js';
import { publishedFigures } from './published-figures.js';
import type { ServiceFact } from './service-fact.js';

const second = (text: string): number => Date.parse(text) / 1000;

const captured = (id: string, at: string, percentage: string, more: object = {}): ServiceFact => ({
  id,
  type: 'PublishedFigureCaptured',
  occurredAt: second(at),
  fraction: '',
  sequence: 0,
  data: { component: 'API', month: '2026-03', percentage, source: 'https://status.example', ...more },
});
const retracted = (factId: string): ServiceFact => ({
  id: `not-${factId}`,
  type: 'FactRetracted',
  occurredAt: second('2026-04-09T00:00:00Z'),
  fraction: '',
  sequence: 0,
  data: { factId, reason: 'another region' },
});
const NOW = second('2026-05-01T00:00:00Z');
const shown = (facts: readonly ServiceFact[], at = NOW) =>
  publishedFigures(facts, at).map(({ fact, supersededBy }) => [fact.id, supersededBy]);

const first = captured('a', '2026-04-01T08:00:00Z', '99.90');
const later = captured('b', '2026-04-05T08:00:00Z', '99.87');
const other = captured('c', '2026-04-02T08:00:00Z', '100', { component: 'Portal' });
const february = captured('d', '2026-04-06T08:00:00Z', '98.0', { month: '2026-02' });

describe('what a vendor published', () => {
  it('stays readable digit by digit beside the later capture that counts', () => {
    const figures = publishedFigures([first, later], NOW);
    expect(figures.map(({ fact, supersededBy }) => [fact.data.percentage, supersededBy])).toEqual([
      ['99.90', 'b'],
      ['99.87', null],
    ]);
  });

  it('is told by month and component, in whatever order it was recorded', () => {
    const facts = [first, later, other, february];
    const expected = [
      ['d', null],
      ['a', 'b'],
      ['b', null],
      ['c', null],
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(facts, { minLength: 4 }), (order) => {
        expect(shown(order)).toEqual(expected);
      }),
    );
  });

  it('is what had been captured by then', () => {
    expect(shown([first, later], second('2026-04-05T07:59:59Z'))).toEqual([['a', null]]);
    expect(shown([first, later], second('2026-03-31T00:00:00Z'))).toEqual([]);
  });

  it('counts as never captured once it is retracted', () => {
    expect(shown([first, later, retracted('b')])).toEqual([['a', null]]);
  });
});

describe('recording on a service', () => {
  it.each<[string, ServiceFact, string]>([
    ['a figure', first, 'accepted'],
    ['of a month that goes on', captured('e', '2026-03-10T00:00:00Z', '99.9'), 'accepted'],
    ['of one that has begun somewhere on earth', captured('e', '2026-02-28T10:00:00Z', '99.9'), 'accepted'],
    ['of one that has not begun', captured('e', '2026-02-28T09:59:59Z', '99.9'), 'MONTH_NOT_BEGUN'],
    ['a retraction', retracted('b'), 'accepted'],
    ['a retraction of what nobody recorded', retracted('z'), 'FACT_UNKNOWN'],
  ])('%s', (_, fact, then) => {
    const decision = decideServiceFact([later], fact);
    expect(decision.kind === 'accepted' ? 'accepted' : decision.code).toBe(then);
  });
});

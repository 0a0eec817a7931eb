import { predicateOf } from './filters.js';

const event = { stream: 'ticket-1', type: 'Closed' };

describe('predicateOf', () => {
  it.each([
    ['a prefix of the stream', { by: 'stream', regex: '', prefixes: ['outage-', 'ticket-'] }, true],
    ['another prefix', { by: 'stream', regex: '', prefixes: ['icket'] }, false],
    ['a prefix of the type', { by: 'type', regex: '', prefixes: ['Cl'] }, true],
    ['a pattern anywhere', { by: 'stream', regex: 'et-\\d$', prefixes: [] }, true],
    ['case matters', { by: 'type', regex: 'closed', prefixes: [] }, false],
    ['the pattern wins over prefixes', { by: 'type', regex: '^[^$].*', prefixes: ['$'] }, true],
    ['nothing given matches nothing', { by: 'type', regex: '', prefixes: [] }, false],
  ] as const)('%s', (_name, filter, matches) => {
    expect(predicateOf(filter)(event)).toBe(matches);
  });

  it('a pattern that is none', () => {
    expect(() => predicateOf({ by: 'type', regex: '(', prefixes: [] })).toThrow(SyntaxError);
  });
});

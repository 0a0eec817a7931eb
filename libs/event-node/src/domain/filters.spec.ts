import { BadPatternError, predicateOf } from './filters.js';

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

  it.each([
    ['none', '('],
    ['of another syntax', '(?=x)'],
    ['with more repetitions than can be counted', '(a{1000}){1000}'],
    ['with too many repetitions', '[ab]{900}'],
    ['too long', 'x'.repeat(1_001)],
  ])('a pattern that is %s', (_name, regex) => {
    expect(() => predicateOf({ by: 'type', regex, prefixes: [] })).toThrow(BadPatternError);
  });

  it('takes no longer than the text is long, where others try every way to split it', () => {
    // 2^60 steps by backtracking: without RE2 this test never ends.
    const stream = `${'a'.repeat(60)}!`;
    expect(predicateOf({ by: 'stream', regex: '^(a+)+$', prefixes: [] })({ stream, type: '' })).toBe(false);
  });
});

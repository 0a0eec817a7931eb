import { linesOf, printable, shown } from './printable.js';

describe('printable', () => {
  it.each([
    ['two\r\nlines', 'two lines'],
    ['\ttab \u0000 and \u0007 bell', ' tab   and   bell'],
    ['\u202Egnp.exe', 'gnp.exe'],
    ['half \uD800 of a pair', 'half  of a pair'],
    ['soft\u00ADhyphen', 'softhyphen'],
    ['plain = text, Ω and Ж', 'plain = text, Ω and Ж'],
  ])('shows %j as %j', (text, shown) => {
    expect(printable(text)).toBe(shown);
  });
});

describe('linesOf', () => {
  it('counts the lines that a text takes at the least', () => {
    expect(linesOf('', 100, 8)).toBe(0);
    expect(linesOf('x'.repeat(21), 100, 8)).toBe(1);
    expect(linesOf('x'.repeat(2_000), 56, 8)).toBeGreaterThan(100);
  });
});

describe('shown', () => {
  it('breaks words anywhere only where one of them fits no line', () => {
    expect(shown(`short words, ${'many '.repeat(50)}`).wordBreak).toBe('normal');
    expect(shown(`a ${'x'.repeat(128)}`).wordBreak).toBe('break-all');
  });
});

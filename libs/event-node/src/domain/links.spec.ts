import { linkTarget } from './links.js';

describe('linkTarget', () => {
  it.each([
    ['3@ticket-1', { stream: 'ticket-1', revision: 3 }],
    ['0@a@b', { stream: 'a@b', revision: 0 }],
    ['-1@s', { stream: 's', revision: 'last' }],
    ['12@$$s', { stream: '$$s', revision: 12 }],
    ['', undefined],
    ['3@', undefined],
    ['@s', undefined],
    ['-2@s', undefined],
    ['1.5@s', undefined],
    ['ticket-1', undefined],
  ])('%s', (text, target) => {
    expect(linkTarget(Buffer.from(text))).toEqual(target);
  });
});

import { basicCheck } from './credentials.js';

const header = (text: string, scheme = 'Basic'): string =>
  `${scheme} ${Buffer.from(text).toString('base64')}`;

describe('basicCheck', () => {
  const check = basicCheck([
    { user: 'ledger', password: 'pass:word – é' },
    { user: 'ledger', password: 'the next one' },
  ]);

  it.each([
    ['one of them', header('ledger:pass:word – é'), true],
    ['the other', header('ledger:the next one', 'basic'), true],
    ['another user', header('ledgers:the next one'), false],
    ['the beginning only', header('ledger:the next'), false],
    ['more than it', header('ledger:the next one '), false],
    ['nothing', '', false],
    ['nothing to decode', 'Basic ', false],
    ['another scheme', header('ledger:the next one', 'Bearer'), false],
  ])('%s', (_name, given, accepted) => {
    expect(check(given)).toBe(accepted);
  });

  it('accepts nobody where nobody is known', () => {
    expect(basicCheck([])(header(':'))).toBe(false);
  });
});

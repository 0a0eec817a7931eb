import { notice } from '../../test/agreements.js';
import { validateNotice, validateNoticeWithdrawal, type Validated } from './index.js';

const now = Date.parse('2026-11-01T12:00:00Z') / 1000;
const told = (answer: Validated<unknown>): string[] =>
  answer.kind === 'valid' ? [] : answer.faults.map(({ pointer, code }) => `${pointer} ${code}`).sort();

const whole = { ...notice('N-1', '2026-11-01'), by: 'J. de Vries', evidence: 'letter in file 7' };

describe('validateNotice', () => {
  it.each<[string, unknown, string[]]>([
    ['a notice with everything', whole, []],
    ['without what may be left out', notice('N-1', '2026-11-01'), []],
    ['five minutes ahead of the clock', { ...whole, occurredAt: '2026-11-01T12:05:00Z' }, []],
    ['further ahead', { ...whole, occurredAt: '2026-11-01T12:05:01Z' }, ['/occurredAt OCCURRED_IN_FUTURE']],
    ['a day in place of an instant', { ...whole, occurredAt: '2026-11-01' }, ['/occurredAt INVALID_INSTANT']],
    ['of nobody that it could be of', { ...whole, party: 'vendor' }, ['/party INVALID_VALUE']],
    ['nothing', {}, ['/noticeId MISSING_FIELD', '/occurredAt MISSING_FIELD', '/party MISSING_FIELD']],
    ['a text', 'notice', [' INVALID_VALUE']],
    [
      'every fault at once',
      { ...whole, noticeId: 'a b', evidence: '\u0000', endsOn: '2027-01-01' },
      ['/endsOn UNKNOWN_FIELD', '/evidence INVALID_VALUE', '/noticeId INVALID_VALUE'],
    ],
  ])('%s', (_, json, expected) => {
    expect(told(validateNotice(json, now))).toEqual(expected);
  });
});

describe('validateNoticeWithdrawal', () => {
  it.each<[string, unknown, string[]]>([
    ['a withdrawal', { occurredAt: '2026-11-01T12:00:00Z', reason: 'we stay' }, []],
    ['without a reason', { occurredAt: '2026-11-01T12:00:00Z' }, ['/reason MISSING_FIELD']],
    ['of tomorrow', { occurredAt: '2026-11-02T12:00:00Z', reason: 'x' }, ['/occurredAt OCCURRED_IN_FUTURE']],
    ['for a blank reason', { occurredAt: '2026-11-01T12:00:00Z', reason: ' ' }, ['/reason INVALID_VALUE']],
  ])('%s', (_, json, expected) => {
    expect(told(validateNoticeWithdrawal(json, now))).toEqual(expected);
  });
});

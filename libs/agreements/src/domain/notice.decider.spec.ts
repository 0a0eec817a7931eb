import { agreementLive, notice, recordedNotice, withdrawal } from '../../test/agreements.js';
import { decideNotice, decideNoticeWithdrawal, type NoticeDecision } from './notice.decider.js';
import { applyNoticeEvent, type RecordedNotice } from './notice.js';

const agreement = agreementLive('2026-01-01');
const told = (decision: NoticeDecision): string =>
  decision.kind === 'accepted' ? decision.events.map(({ type }) => type).join() : decision.code;

const A = recordedNotice('A', '2026-10-01');
const inOffset = recordedNotice('A', '2026-10-01T14:00:00.000+02:00');
const withdrawn = recordedNotice('A', '2026-10-01', '2026-10-05');

describe.each<[rule: string, given: RecordedNotice[], when: string, then: string]>([
  ['notice is given', [], 'A 2026-10-01', 'NoticeGiven'],
  ['too late for this renewal, it is one for the next', [], 'A 2026-12-31', 'NoticeGiven'],
  ['sent again, it is recorded already', [A], 'A 2026-10-01', ''],
  ['in another offset as well', [A], 'A 2026-10-01T14:00:00.000+02:00', ''],
  ['whichever of the two came first', [inOffset], 'A 2026-10-01', ''],
  ['the same id is no other notice', [A], 'A 2026-10-02', 'FACT_ID_REUSED'],
  ['nor is it once withdrawn', [withdrawn], 'A 2026-10-06', 'FACT_ID_REUSED'],
  ['an earlier letter may turn up', [A], 'B 2026-09-01', 'NoticeGiven'],
  ['and a later one', [A], 'B 2026-12-31', 'NoticeGiven'],
  ['what has ended is not ended again', [A], 'B 2027-01-01', 'AGREEMENT_ENDED'],
  ['unless it never ended', [withdrawn], 'B 2027-01-01', 'NoticeGiven'],
])('%s', (_, given, when, then) => {
  it(`given [${given.length}] when ${when} then ${then || 'nothing'}`, () => {
    const [id, received] = when.split(' ') as [string, string];
    expect(told(decideNotice(agreement, given, notice(id, received)))).toBe(then);
  });
});

describe.each<[rule: string, given: RecordedNotice[], when: string, then: string]>([
  ['a notice is withdrawn', [A], 'A 2026-10-05', 'NoticeWithdrawn'],
  ['as of its own instant, where it was recorded by mistake', [A], 'A 2026-10-01', 'NoticeWithdrawn'],
  ['and not as of an earlier one', [A], 'A 2026-10-01T11:59:59Z', 'BEFORE_NOTICE'],
  ['until the agreement ends', [A], 'A 2026-12-31', 'NoticeWithdrawn'],
  ['and not afterwards', [A], 'A 2027-01-01', 'AGREEMENT_ENDED'],
  ['one that nobody gave is not', [A], 'B 2026-10-05', 'NOTICE_NOT_FOUND'],
  ['sent again, it is recorded already', [withdrawn], 'A 2026-10-05', ''],
  ['it is withdrawn once', [withdrawn], 'A 2026-10-06', 'NOTICE_WITHDRAWN'],
])('%s', (_, given, when, then) => {
  it(`given [${given.length}] when ${when} then ${then || 'nothing'}`, () => {
    const [id, at] = when.split(' ') as [string, string];
    expect(told(decideNoticeWithdrawal(agreement, given, withdrawal(id, at)))).toBe(then);
  });
});

describe('what is decided', () => {
  it('is what the history says afterwards', () => {
    const as = { recordedAt: '2026-10-02T08:00:00.000Z', recordedBy: 'desk', position: '9' };
    const events = [
      decideNotice(agreement, [], notice('A', '2026-10-01')),
      decideNoticeWithdrawal(agreement, [A], withdrawal('A', '2026-10-05')),
    ].flatMap((decision) => (decision.kind === 'accepted' ? decision.events : []));
    const history = events.reduce(
      (before: readonly RecordedNotice[], event) => applyNoticeEvent(before, event, as),
      [recordedNotice('other', '2026-09-01')],
    );
    expect(history).toEqual([
      recordedNotice('other', '2026-09-01'),
      {
        given: { fact: notice('A', '2026-10-01'), ...as },
        withdrawn: { fact: withdrawal('A', '2026-10-05'), ...as },
      },
    ]);
  });
});

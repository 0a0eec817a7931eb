import { compareInstants, formatInstant, parseInstant, type Instant } from '@app/support-time';
import type { Agreement } from './agreement.js';
import { isSame } from './is-same.js';
import type { Notice, NoticeEvent, NoticeWithdrawal, RecordedNotice } from './notice.js';
import { occurredOn, termStanding } from './term-standing.js';

/** What recording a notice or its withdrawal comes to: events to append (none: it is recorded already), or why not. */
export type NoticeDecision =
  | { readonly kind: 'accepted'; readonly events: readonly NoticeEvent[] }
  | {
      readonly kind: 'refused';
      readonly code:
        'AGREEMENT_ENDED' | 'BEFORE_NOTICE' | 'FACT_ID_REUSED' | 'NOTICE_NOT_FOUND' | 'NOTICE_WITHDRAWN';
      readonly detail: string;
    };

/**
 * Decides on a notice, judged by the day on which it was received, all recorded notices considered. A late one is
 * taken: it works at the next renewal (TERMS 9). So is a second one, since an earlier letter may turn up later.
 */
export function decideNotice(
  agreement: Agreement,
  notices: readonly RecordedNotice[],
  notice: Notice,
): NoticeDecision {
  const known = noticeOf(notices, notice.noticeId);
  if (known) {
    return isSameFact(known.given.fact, notice)
      ? accepted([])
      : refused(
          'FACT_ID_REUSED',
          `another notice is recorded as ${notice.noticeId}, and stays: give this one another id`,
        );
  }
  return hasEnded(agreement, notices, notice) ?? accepted([{ type: 'NoticeGiven', ...notice }]);
}

/** Decides on the withdrawal of a notice: once, from the notice on, and before the agreement has ended. */
export function decideNoticeWithdrawal(
  agreement: Agreement,
  notices: readonly RecordedNotice[],
  withdrawal: NoticeWithdrawal,
): NoticeDecision {
  const { noticeId } = withdrawal;
  const known = noticeOf(notices, noticeId);
  if (known === undefined) return refused('NOTICE_NOT_FOUND', `no notice ${noticeId} is recorded here`);
  if (known.withdrawn) {
    return isSameFact(known.withdrawn.fact, withdrawal)
      ? accepted([])
      : refused(
          'NOTICE_WITHDRAWN',
          `notice ${noticeId} is withdrawn already: record a new one if it was given`,
        );
  }
  if (compareInstants(instantOf(withdrawal), instantOf(known.given.fact)) < 0) {
    return refused('BEFORE_NOTICE', `notice ${noticeId} was received later: give an instant from then on`);
  }
  return hasEnded(agreement, notices, withdrawal) ?? accepted([{ type: 'NoticeWithdrawn', ...withdrawal }]);
}

const noticeOf = (notices: readonly RecordedNotice[], noticeId: string): RecordedNotice | undefined =>
  notices.find(({ given }) => given.fact.noticeId === noticeId);

function hasEnded(
  agreement: Agreement,
  notices: readonly RecordedNotice[],
  fact: { readonly occurredAt: string },
): NoticeDecision | undefined {
  const { state, endsOn } = termStanding(agreement, notices, occurredOn(agreement, fact));
  return state === 'ended'
    ? refused(
        'AGREEMENT_ENDED',
        `the agreement ended on ${String(endsOn)}: there is nothing left to end or to keep`,
      )
    : undefined;
}

/** One instant may be written in many ways (contract, "Facts"). */
const isSameFact = <F extends { readonly occurredAt: string }>(a: F, b: F): boolean =>
  isSame(
    { ...a, occurredAt: formatInstant(instantOf(a)) },
    { ...b, occurredAt: formatInstant(instantOf(b)) },
  );

function instantOf({ occurredAt }: { readonly occurredAt: string }): Instant {
  const instant = parseInstant(occurredAt);
  if (instant === undefined) throw new Error(`${occurredAt} is no instant; the schema lets none such in`);
  return instant;
}

type Refusal = Extract<NoticeDecision, { kind: 'refused' }>;
const refused = (code: Refusal['code'], detail: string): Refusal => ({ kind: 'refused', code, detail });
const accepted = (events: readonly NoticeEvent[]): NoticeDecision => ({ kind: 'accepted', events });

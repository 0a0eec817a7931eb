import { isKnown, type UpTo } from '@app/facts';

export const NOTICE_PARTIES = ['customer', 'provider'] as const;

/** Notice that an agreement shall not be renewed, as somebody recorded it. */
export interface Notice {
  /** The caller's own, unique within the agreement. */
  readonly noticeId: string;
  /** When it was received: RFC 3339, as sent. */
  readonly occurredAt: string;
  /** Who gave it. */
  readonly party: (typeof NOTICE_PARTIES)[number];
  /** Personal. */
  readonly by?: string;
  /** Personal: free text, such as where the letter is kept. */
  readonly evidence?: string;
}

/** That a notice does not count any more: taken back from then on, or, dated as the notice itself, recorded by mistake. */
export interface NoticeWithdrawal {
  readonly noticeId: string;
  /** RFC 3339, as sent. */
  readonly occurredAt: string;
  /** Personal: free text. */
  readonly reason: string;
  /** Personal. */
  readonly by?: string;
}

/** What is recorded of notices, in the stream `agreement-<id>` beside its terms. */
export type NoticeEvent =
  ({ readonly type: 'NoticeGiven' } & Notice) | ({ readonly type: 'NoticeWithdrawn' } & NoticeWithdrawal);

export const NOTICE_EVENTS: readonly NoticeEvent['type'][] = ['NoticeGiven', 'NoticeWithdrawn'];

/** What somebody asserted, as the log has it. */
export interface Recorded<Asserted> {
  readonly fact: Asserted;
  /** The log's clock: RFC 3339 in UTC. */
  readonly recordedAt: string;
  /** The subject of the token. */
  readonly recordedBy: string | null;
  /** Of the log, decimal. */
  readonly position: string;
}

/** A notice, and its withdrawal if there was one. */
export interface RecordedNotice {
  readonly given: Recorded<Notice>;
  readonly withdrawn: Recorded<NoticeWithdrawal> | null;
}

/** The notices of an agreement after one more event, in the order in which they were recorded. */
export function applyNoticeEvent(
  notices: readonly RecordedNotice[],
  event: NoticeEvent,
  recorded: Omit<Recorded<unknown>, 'fact'>,
): readonly RecordedNotice[] {
  if (event.type === 'NoticeGiven') {
    const { type: _, ...fact } = event;
    return [...notices, { given: { fact, ...recorded }, withdrawn: null }];
  }
  const { type: _, ...fact } = event;
  return notices.map((notice) =>
    notice.given.fact.noticeId === fact.noticeId ? { ...notice, withdrawn: { fact, ...recorded } } : notice,
  );
}

/** The notices and withdrawals that had been recorded by a position of the log. */
export const noticesUpTo = (notices: readonly RecordedNotice[], upTo: UpTo): readonly RecordedNotice[] =>
  notices
    .filter(({ given }) => isKnown(given.position, upTo))
    .map((notice) =>
      notice.withdrawn === null || isKnown(notice.withdrawn.position, upTo)
        ? notice
        : { ...notice, withdrawn: null },
    );

/** The positions of the events that these notices were recorded by. */
export const noticeEventsIn = (notices: readonly RecordedNotice[]): string[] =>
  notices.flatMap(({ given, withdrawn }) => [given.position, ...(withdrawn ? [withdrawn.position] : [])]);

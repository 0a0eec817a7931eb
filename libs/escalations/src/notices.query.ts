import { noticeText, type NoticeDue, type NoticeKind } from '@app/escalations/domain';
import type { UpTo } from '@app/facts';
import type { Queryable } from '@app/platform';
import { formatSecond } from '@app/support-time';
import type { NoticeRow } from './raised-notices.projection.js';

/** `pending`: to be delivered from `deliverAt` on. */
export const NOTICE_STATES = ['pending', 'withdrawn'] as const;

/** Which notices to list; absent: all of them. */
export interface NoticeFilter {
  readonly kind?: NoticeKind;
  readonly state?: (typeof NOTICE_STATES)[number];
  readonly level?: number;
  readonly role?: string;
  readonly agreementId?: string;
  readonly customerId?: string;
  readonly ticketId?: string;
  readonly problemId?: string;
  /** To be delivered by this second. */
  readonly deliverBy?: number;
}

/** What tells a notice of the list from every other: the list is in the order in which they were raised. */
export type NoticePlace = readonly [position: string, noticeId: string];

type ListedRow = Omit<NoticeRow, 'position' | 'lifted_position' | 'about'> & {
  readonly position: bigint;
  readonly about: NoticeDue['about'];
};

/** One page of notices in the order in which they were raised, and where the next begins; null at the end. */
export async function listNotices(
  sql: Queryable,
  filter: NoticeFilter,
  page: { readonly limit: number; readonly after: NoticePlace | undefined },
  upTo?: UpTo,
) {
  const { kind, state, level, role, agreementId, customerId, ticketId, problemId, deliverBy } = filter;
  const [position, noticeId] = page.after ?? ['-1', ''];
  const isWithdrawn = state === 'withdrawn';
  const known =
    upTo === undefined
      ? sql`read.notice`
      : sql`(
          select notice_id, position, kind, level, role, agreement_id, customer_id, target_kind, target_id, due_at,
            raised_at, deliver_at, about, case when lifted_position <= ${String(upTo)} then lifted_at end as lifted_at
          from read.notice where position <= ${String(upTo)}) as notice`;
  const rows = await sql<ListedRow[]>`
    select * from ${known}
    where (position, notice_id) > (${position}::numeric, ${noticeId})
      ${kind === undefined ? sql`` : sql`and kind = ${kind}`}
      ${state === undefined ? sql`` : sql`and (lifted_at is not null) = ${isWithdrawn}`}
      ${level === undefined ? sql`` : sql`and level = ${level}`}
      ${role === undefined ? sql`` : sql`and role = ${role}`}
      ${agreementId === undefined ? sql`` : sql`and agreement_id = ${agreementId}`}
      ${customerId === undefined ? sql`` : sql`and customer_id = ${customerId}`}
      ${ticketId === undefined ? sql`` : sql`and target_kind = 'ticket' and target_id = ${ticketId}`}
      ${problemId === undefined ? sql`` : sql`and target_kind = 'problem' and target_id = ${problemId}`}
      ${deliverBy === undefined ? sql`` : sql`and deliver_at <= ${deliverBy}`}
    order by position, notice_id
    limit ${page.limit + 1}`;
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  const next: NoticePlace | null =
    rows.length > page.limit && last ? [String(last.position), last.notice_id] : null;
  return { items: shown.map(noticeDocument), next };
}

const noticeDocument = (row: ListedRow) => {
  const { kind, level, role, agreementVersion, clause, timeZone: _zone, ...subject } = row.about;
  const told = { targetId: row.target_id, dueAt: row.due_at, about: row.about };
  return {
    noticeId: row.notice_id,
    kind,
    level,
    role,
    agreementId: row.agreement_id,
    agreementVersion,
    customerId: row.customer_id,
    ...targetField(row.target_kind, row.target_id),
    ...subject,
    clause,
    dueAt: formatSecond(row.due_at),
    raisedAt: formatSecond(row.raised_at),
    deliverAt: formatSecond(row.deliver_at),
    state: row.lifted_at === null ? 'pending' : 'withdrawn',
    withdrawnAt: row.lifted_at === null ? null : formatSecond(row.lifted_at),
    text: { nl: noticeText(told, 'nl'), en: noticeText(told, 'en') },
  };
};

/** An agreement is named already. */
const targetField = (kind: string, id: string): object => {
  if (kind === 'ticket') return { ticketId: id };
  return kind === 'problem' ? { problemId: id } : {};
};

import {
  noticeOwnerIn,
  RAISED_NOTICE_EVENTS,
  secondIn,
  targetOfOwner,
  type NoticeEvent,
} from '@app/escalations/domain';
import { defineProjection } from '@app/projections';

/** A row of `notice`; instants are whole seconds. */
export interface NoticeRow {
  readonly notice_id: string;
  /** Of the event that raised it. */
  readonly position: string;
  readonly kind: string;
  readonly level: number | null;
  readonly role: string;
  readonly metric: string | null;
  readonly agreement_id: string;
  readonly customer_id: string;
  readonly target_kind: string;
  readonly target_id: string;
  readonly due_at: number;
  readonly raised_at: number;
  readonly deliver_at: number;
  /** Null: it holds. */
  readonly lifted_at: number | null;
  /** Of the event that lifted it. */
  readonly lifted_position: string | null;
  readonly about: Readonly<Record<string, unknown>>;
}

/** As the database gives it. */
interface StoredRow extends Omit<NoticeRow, 'position' | 'lifted_position'> {
  readonly position: bigint;
  readonly lifted_position: bigint | null;
}

const positionsOf = ({ position, lifted_position: lifted }: StoredRow) => ({
  position: String(position),
  lifted_position: lifted === null ? null : String(lifted),
});

/** The outbox: each notice ever raised, and whether it holds. */
export const raisedNoticesProjection = () =>
  defineProjection<NoticeRow>({
    name: 'raised-notices',
    version: 1,
    handles: RAISED_NOTICE_EVENTS,
    tables: {
      notice: `
      create table notice (
        notice_id text collate "C" primary key,
        position numeric(20) not null,
        kind text not null,
        level integer,
        role text not null,
        metric text,
        agreement_id text not null,
        customer_id text not null,
        target_kind text not null,
        target_id text collate "C" not null,
        due_at bigint not null,
        raised_at bigint not null,
        deliver_at bigint not null,
        lifted_at bigint,
        lifted_position numeric(20),
        about jsonb not null
      );
      create index notice_listed on notice (position, notice_id);
      create index notice_of_target on notice (target_kind, target_id);
    `,
    },
    partitionBy: ({ data }) => String(data['noticeId']),
    load: async (tx, noticeIds) => {
      const rows = await tx<StoredRow[]>`
        select * from notice where notice_id = any(${noticeIds as string[]})`;
      return new Map(rows.map((row) => [row.notice_id, { ...row, ...positionsOf(row) }]));
    },
    apply: (state, { type, data, stream, position }) => {
      const event = { type, ...data } as unknown as NoticeEvent;
      if (event.type === 'NoticeRaised') return rowOf(event, stream, position);
      if (state === undefined) throw new Error('a notice was lifted that had not been raised');
      return { ...state, lifted_at: secondIn(event.liftedAt), lifted_position: String(position) };
    },
    save: async (tx, changed) => {
      await tx`delete from notice where notice_id = any(${[...changed.keys()]})`;
      await tx`
        insert into notice
        select * from jsonb_populate_recordset(null::notice, ${tx.json([...changed.values()] as never)})`;
    },
  });

function rowOf(
  event: Extract<NoticeEvent, { type: 'NoticeRaised' }>,
  stream: string,
  position: bigint,
): NoticeRow {
  const { noticeId, agreementId, customerId, about, dueAt, raisedAt, deliverAt } = event;
  const target = targetOfOwner(noticeOwnerIn(stream));
  return {
    notice_id: noticeId,
    position: String(position),
    kind: about.kind,
    level: about.level,
    role: about.role,
    metric: 'metric' in about ? about.metric : null,
    agreement_id: agreementId,
    customer_id: customerId,
    target_kind: target.kind,
    target_id: target.id,
    due_at: secondIn(dueAt),
    raised_at: secondIn(raisedAt),
    deliver_at: secondIn(deliverAt),
    lifted_at: null,
    lifted_position: null,
    about: { ...about },
  };
}

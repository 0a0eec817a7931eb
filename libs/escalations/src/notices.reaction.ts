import type { Agreement } from '@app/agreements/domain';
import {
  deliverAt,
  noticeOwnerIn,
  noticeStreamOf,
  RAISED_NOTICE_EVENTS,
  secondIn,
  type NoticeDue,
  type NoticeEvent,
  type NoticeRaised,
} from '@app/escalations/domain';
import type { StoredEvent } from '@app/event-store';
import { schemaOf } from '@app/facts';
import type { Deadline, DeadlineReaction, FiredEvent, LiftedEvent } from '@app/reactors';
import { formatSecond } from '@app/support-time';

/** Agreements by id, as the rows have them. */
type Agreements = ReadonlyMap<string, Agreement>;

const RECORDED_BY = 'reactor:deadlines';

/** What happens when a deadline passes: a notice is raised; when it turns out not to have, the notice is lifted. */
export const noticesReaction: DeadlineReaction<Agreements> = {
  handles: RAISED_NOTICE_EVENTS,
  streamOf: noticeStreamOf,
  read: (event) => saidBy(event),
  prepare: async (tx, deadlines) => {
    const ids = [...new Set(deadlines.flatMap(({ agreementId }) => agreementId ?? []))];
    const rows = await tx<{ document: Agreement }[]>`
      select document from agreement where agreement_id = any(${ids})`;
    return new Map(rows.map(({ document }) => [document.agreementId, document]));
  },
  fired: (deadline, noticeId, at, agreements) => {
    const agreement = agreementOf(deadline, agreements);
    const about = aboutOf(deadline);
    const event: NoticeRaised = {
      type: 'NoticeRaised',
      noticeId,
      agreementId: agreement.agreementId,
      customerId: agreement.customerId,
      key: deadline.key,
      about,
      dueAt: formatSecond(deadline.dueAt),
      raisedAt: formatSecond(at),
      deliverAt: formatSecond(deliverAt(agreement, about, at)),
    };
    return eventOf(event, at);
  },
  lifted: ({ id, deadline: { agreementId, customerId, key } }, deadline, at) => {
    if (agreementId === null || customerId === null) throw new Error('a notice is of an agreement');
    const dueAt = deadline === undefined ? null : formatSecond(deadline.dueAt);
    const liftedAt = formatSecond(at);
    return eventOf({ type: 'NoticeLifted', noticeId: id, agreementId, customerId, key, liftedAt, dueAt }, at);
  },
};

/** @throws Error where the row names no agreement that is known */
function agreementOf({ agreementId }: Deadline, agreements: Agreements): Agreement {
  const agreement = agreementId === null ? undefined : agreements.get(agreementId);
  if (agreement === undefined)
    throw new Error(`a deadline of an agreement that is not known: ${agreementId}`);
  return agreement;
}

/** Every row of the sources is made by `deadlineOf`. */
const aboutOf = ({ data }: Deadline): NoticeDue['about'] => data as unknown as NoticeDue['about'];

const eventOf = ({ type, ...data }: NoticeEvent, at: number) => ({
  type,
  data: { ...data },
  metadata: {
    schema: schemaOf(type),
    occurredAt: formatSecond(at),
    customerId: data.customerId,
    recordedBy: RECORDED_BY,
    $correlationId: data.noticeId,
  },
});

function saidBy({ type, data, stream }: StoredEvent): FiredEvent | LiftedEvent {
  const owner = noticeOwnerIn(stream);
  const event = { type, ...data } as unknown as NoticeEvent;
  const { noticeId: id, key } = event;
  if (event.type === 'NoticeLifted') return { kind: 'lifted', id, owner, key, at: secondIn(event.liftedAt) };
  return { kind: 'fired', id, deadline: deadlineIn(owner, event), at: secondIn(event.raisedAt) };
}

function deadlineIn(owner: string, { key, about, agreementId, customerId, dueAt }: NoticeRaised): Deadline {
  const due = secondIn(dueAt);
  const { kind } = about satisfies NoticeDue['about'];
  return { owner, key, kind, agreementId, customerId, dueAt: due, passesAt: due, data: { ...about } };
}

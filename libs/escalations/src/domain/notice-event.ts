import { parseInstant, type EpochSecond } from '@app/support-time';
import type { NoticeDue } from './notice.js';

/** Somebody is to be told of something. Instants are RFC 3339 in UTC, whole seconds. */
export interface NoticeRaised {
  readonly type: 'NoticeRaised';
  /** Derived from what it is of, which deadline, and how often that had been told and withdrawn before. */
  readonly noticeId: string;
  readonly agreementId: string;
  readonly customerId: string;
  /** Which deadline of the ticket, agreement or problem. */
  readonly key: string;
  readonly about: NoticeDue['about'];
  readonly dueAt: string;
  readonly raisedAt: string;
  /** Not to be delivered earlier. */
  readonly deliverAt: string;
}

/** A notice does not hold any more: by what the ledger knows now, it was not due then. */
export interface NoticeLifted {
  readonly type: 'NoticeLifted';
  readonly noticeId: string;
  readonly agreementId: string;
  readonly customerId: string;
  readonly key: string;
  readonly liftedAt: string;
  /** When it falls due by now; null: at no time. */
  readonly dueAt: string | null;
}

/** What is recorded of notices, in the stream `notice-<kind>-<id>` of the ticket, agreement or problem they are about. */
export type NoticeEvent = NoticeRaised | NoticeLifted;

/** Apart from `NoticeGiven` and `NoticeWithdrawn`, by which a party ends an agreement. */
export const RAISED_NOTICE_EVENTS: readonly NoticeEvent['type'][] = ['NoticeRaised', 'NoticeLifted'];

const STREAM_PREFIX = 'notice-';

/** What notices are about, as in the name of its own stream: `ticket-INC-1`. */
export type NoticeOwner = `${'ticket' | 'agreement' | 'problem'}-${string}`;

export const noticeStreamOf = (owner: string): string => STREAM_PREFIX + owner;

/** @example noticeOwnerIn('notice-ticket-INC-1') // 'ticket-INC-1' */
export const noticeOwnerIn = (stream: string): string => stream.slice(STREAM_PREFIX.length);

/** The target of an owner. @example targetOfOwner('ticket-INC-1') // { kind: 'ticket', id: 'INC-1' } */
export function targetOfOwner(owner: string): { readonly kind: string; readonly id: string } {
  const at = owner.indexOf('-');
  return { kind: owner.slice(0, at), id: owner.slice(at + 1) };
}

/** Whole second of an instant that an event states. */
export function secondIn(instant: string): EpochSecond {
  const parsed = parseInstant(instant);
  if (parsed === undefined) throw new Error(`${instant} is no instant`);
  return parsed.second;
}

import type { Metric, Priority } from '@app/agreements/domain';
import type { EpochSecond, LocalDay } from '@app/support-time';

/** What falls due by the passing of time. */
export const DEADLINE_KINDS = ['clock-at-risk', 'clock-breached', 'rca-due', 'notice-day'] as const;
export type DeadlineKind = (typeof DEADLINE_KINDS)[number];

/** What somebody is told of: what has fallen due, and what people have recorded [2.7, 2.8]. */
export const NOTICE_KINDS = [
  ...DEADLINE_KINDS,
  'management-escalated',
  'vendor-escalated',
  'vendor-answered',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** What a notice says, by its kind. */
export type NoticeSubject =
  | {
      readonly kind: 'clock-at-risk' | 'clock-breached';
      readonly metric: Metric;
      readonly priority: Priority | null;
      readonly allowedSeconds: number | null;
    }
  | { readonly kind: 'management-escalated'; readonly factId: string }
  | {
      readonly kind: 'vendor-escalated' | 'vendor-answered';
      readonly factId: string;
      readonly vendor: string;
    }
  /** Notice received on `lastNoticeOn` still ends the agreement; afterwards it is renewed on `renewsOn`. */
  | { readonly kind: 'notice-day'; readonly lastNoticeOn: LocalDay; readonly renewsOn: LocalDay }
  | { readonly kind: 'rca-due' };

/** By which terms, and whom. */
export interface NoticeTerms {
  readonly agreementVersion: number;
  readonly clause: string | null;
  /** Of escalation [2.8]; null where it is none. */
  readonly level: 1 | 2 | null;
  /** A role of the agreement's `escalation.levels`. */
  readonly role: string;
  /** In which instants are told to people. */
  readonly timeZone: string;
}

/** That somebody is to be told of something, from when on. Unique by `key` among those of one ticket or agreement. */
export interface NoticeDue {
  readonly key: string;
  readonly dueAt: EpochSecond;
  /** The first second at which it has passed: what is in time at `dueAt` may pass a second later. */
  readonly passesAt: EpochSecond;
  readonly about: NoticeTerms & NoticeSubject;
}

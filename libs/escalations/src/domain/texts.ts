import type { Metric } from '@app/agreements/domain';

/** A clock, its parts ready to be read. */
export interface ToldClock {
  readonly metric: string;
  readonly priority: string;
  readonly allowed: string;
}

/** Every word of a notice, once in each language; instants, days and durations come in ready to be read. */
export interface NoticeTexts {
  readonly metric: Readonly<Record<Metric, string>>;
  readonly clause: string;
  readonly noPriority: string;
  atRisk(clock: ToldClock, at: string): string;
  breached(clock: ToldClock, at: string): string;
  managementEscalated(level: number, at: string): string;
  vendorEscalated(vendor: string, at: string): string;
  vendorAnswered(vendor: string, at: string): string;
  noticeDay(lastNoticeOn: string, renewsOn: string): string;
  rcaDue(at: string): string;
}

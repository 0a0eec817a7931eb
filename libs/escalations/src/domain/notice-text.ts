import { spokenDuration, spokenInstant, type Language } from '@app/service-levels/domain';
import type { EpochSecond } from '@app/support-time';
import type { NoticeDue } from './notice.js';
import { english } from './texts.en.js';
import { dutch } from './texts.nl.js';
import type { NoticeTexts } from './texts.js';

const TEXTS: Readonly<Record<Language, NoticeTexts>> = { en: english, nl: dutch };

/** What a notice is about, for its text. */
export interface ToldNotice {
  /** Of the ticket, agreement or problem. */
  readonly targetId: string;
  readonly dueAt: EpochSecond;
  readonly about: NoticeDue['about'];
}

/**
 * One or two sentences that say what fell due, when by the wall clock of the agreement, and by which clause.
 *
 * @example
 * noticeText(notice, 'en')
 * // 'INC-1: the response clock (top) has been at risk since Mon, 23 Mar 2026, 09:15:00; 1 h of support time are
 * //  allowed (clause 3.2).'
 */
export function noticeText({ targetId, dueAt, about }: ToldNotice, language: Language): string {
  const texts = TEXTS[language];
  const at = spokenInstant(dueAt, about.timeZone, language);
  const sentence = sentenceOf(about, at, texts, language);
  const clause = about.clause === null ? '' : ` (${texts.clause} ${about.clause})`;
  return `${targetId}: ${sentence}${clause}.`;
}

function sentenceOf(about: NoticeDue['about'], at: string, texts: NoticeTexts, language: Language): string {
  switch (about.kind) {
    case 'clock-at-risk':
    case 'clock-breached': {
      const { metric, priority, allowedSeconds } = about;
      const allowed = spokenDuration(allowedSeconds ?? 0, language);
      const clock = { metric: texts.metric[metric], priority: priority ?? texts.noPriority, allowed };
      return about.kind === 'clock-at-risk' ? texts.atRisk(clock, at) : texts.breached(clock, at);
    }
    case 'management-escalated':
      return texts.managementEscalated(about.level ?? 1, at);
    case 'vendor-escalated':
      return texts.vendorEscalated(about.vendor, at);
    case 'vendor-answered':
      return texts.vendorAnswered(about.vendor, at);
    case 'notice-day':
      return texts.noticeDay(about.lastNoticeOn, about.renewsOn);
    case 'rca-due':
      return texts.rcaDue(at);
  }
}

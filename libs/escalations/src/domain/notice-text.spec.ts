import { parseInstant } from '@app/support-time';
import { NOTICE_KINDS, noticeText, type NoticeDue, type NoticeSubject } from './index.js';

const terms = { agreementVersion: 1, clause: '2.8', role: 'cto', timeZone: 'Europe/Amsterdam' };
const clock = { metric: 'resolution', priority: 'top', allowedSeconds: 14_400 } as const;

const subjects: readonly NoticeSubject[] = [
  { kind: 'clock-at-risk', ...clock },
  { kind: 'clock-breached', ...clock },
  { kind: 'rca-due' },
  { kind: 'notice-day', lastNoticeOn: '2026-11-01', renewsOn: '2027-01-01' },
  { kind: 'management-escalated', factId: 'f' },
  { kind: 'vendor-escalated', factId: 'f', vendor: 'Xurrent' },
  { kind: 'vendor-answered', factId: 'f', vendor: 'Xurrent' },
];

const text = (subject: NoticeSubject, language: 'nl' | 'en', clause: string | null = '2.8'): string => {
  const about = { ...terms, clause, level: 2, ...subject } as NoticeDue['about'];
  const dueAt = parseInstant('2026-03-23T10:30:00Z')!.second;
  return noticeText({ targetId: 'INC-1', dueAt, about }, language);
};

describe('the text of a notice', () => {
  it('says in both languages what there is to be told, one text a kind', () => {
    expect(subjects.map(({ kind }) => kind)).toEqual(NOTICE_KINDS);
    expect(subjects.map((subject) => text(subject, 'nl'))).toEqual([
      'INC-1: de klok oplossing (top) dreigt sinds ma 23 mrt 2026, 11:30:00 te worden overschreden; 4 u supporttijd is toegestaan (artikel 2.8).',
      'INC-1: de klok oplossing (top) is overschreden: de toegestane 4 u supporttijd was op op ma 23 mrt 2026, 11:30:00 (artikel 2.8).',
      'INC-1: de root cause analysis had op ma 23 mrt 2026, 11:30:00 opgeleverd moeten zijn en is dat niet (artikel 2.8).',
      'INC-1: 2026-11-01 is de laatste dag om op te zeggen; zonder opzegging wordt de overeenkomst op 2027-01-01 verlengd (artikel 2.8).',
      'INC-1: geëscaleerd naar niveau 2 van het management op ma 23 mrt 2026, 11:30:00 (artikel 2.8).',
      'INC-1: geëscaleerd naar leverancier Xurrent op ma 23 mrt 2026, 11:30:00 (artikel 2.8).',
      'INC-1: leverancier Xurrent heeft geantwoord op ma 23 mrt 2026, 11:30:00 (artikel 2.8).',
    ]);
    expect(subjects.map((subject) => text(subject, 'en'))).toEqual([
      'INC-1: the resolution clock (top) has been at risk since Mon, 23 Mar 2026, 11:30:00; 4 h of support time are allowed (clause 2.8).',
      'INC-1: the resolution clock (top) is breached: the 4 h of support time allowed were used up on Mon, 23 Mar 2026, 11:30:00 (clause 2.8).',
      'INC-1: the root cause analysis was due on Mon, 23 Mar 2026, 11:30:00 and has not been delivered (clause 2.8).',
      'INC-1: 2026-11-01 is the last day for notice; without it the agreement is renewed on 2027-01-01 (clause 2.8).',
      'INC-1: escalated to level 2 of the management on Mon, 23 Mar 2026, 11:30:00 (clause 2.8).',
      'INC-1: escalated to the vendor Xurrent on Mon, 23 Mar 2026, 11:30:00 (clause 2.8).',
      'INC-1: the vendor Xurrent answered on Mon, 23 Mar 2026, 11:30:00 (clause 2.8).',
    ]);
  });

  it('names no clause where there is none', () => {
    expect(text({ kind: 'rca-due' }, 'en', null)).toMatch(/has not been delivered\.$/);
  });
});

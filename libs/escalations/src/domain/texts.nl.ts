import type { NoticeTexts } from './texts.js';

/** Nederlands. */
export const dutch: NoticeTexts = {
  metric: { response: 'reactie', resolution: 'oplossing' },
  clause: 'artikel',
  noPriority: 'geen prioriteit',
  atRisk: ({ metric, priority, allowed }, at) =>
    `de klok ${metric} (${priority}) dreigt sinds ${at} te worden overschreden; ${allowed} supporttijd is toegestaan`,
  breached: ({ metric, priority, allowed }, at) =>
    `de klok ${metric} (${priority}) is overschreden: de toegestane ${allowed} supporttijd was op op ${at}`,
  managementEscalated: (level, at) => `geëscaleerd naar niveau ${level} van het management op ${at}`,
  vendorEscalated: (vendor, at) => `geëscaleerd naar leverancier ${vendor} op ${at}`,
  vendorAnswered: (vendor, at) => `leverancier ${vendor} heeft geantwoord op ${at}`,
  noticeDay: (lastNoticeOn, renewsOn) =>
    `${lastNoticeOn} is de laatste dag om op te zeggen; zonder opzegging wordt de overeenkomst op ${renewsOn} verlengd`,
  rcaDue: (at) => `de root cause analysis had op ${at} opgeleverd moeten zijn en is dat niet`,
};

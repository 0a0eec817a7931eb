import type { NoticeTexts } from './texts.js';

/** English. */
export const english: NoticeTexts = {
  metric: { response: 'response', resolution: 'resolution' },
  clause: 'clause',
  noPriority: 'no priority',
  atRisk: ({ metric, priority, allowed }, at) =>
    `the ${metric} clock (${priority}) has been at risk since ${at}; ${allowed} of support time are allowed`,
  breached: ({ metric, priority, allowed }, at) =>
    `the ${metric} clock (${priority}) is breached: the ${allowed} of support time allowed were used up on ${at}`,
  managementEscalated: (level, at) => `escalated to level ${level} of the management on ${at}`,
  vendorEscalated: (vendor, at) => `escalated to the vendor ${vendor} on ${at}`,
  vendorAnswered: (vendor, at) => `the vendor ${vendor} answered on ${at}`,
  noticeDay: (lastNoticeOn, renewsOn) =>
    `${lastNoticeOn} is the last day for notice; without it the agreement is renewed on ${renewsOn}`,
  rcaDue: (at) => `the root cause analysis was due on ${at} and has not been delivered`,
};

import { FINDINGS, type Finding } from '@app/service-levels/domain';
import type { EpochSecond } from '@app/support-time';

/** Who should act on a finding (TERMS 8). Nothing that is found so far waits for the customer. */
export const ROLES = [
  'first-line',
  'second-line',
  'support-coordinator',
  'service-support-manager',
  'customer',
] as const;
export type Role = (typeof ROLES)[number];

/** What is found between tickets, outages and problems, beside what measuring one ticket finds. */
const BETWEEN = [
  'WAITING_WITHOUT_EVIDENCE',
  'INCIDENT_WITHOUT_OUTAGE',
  'INCIDENT_WITHOUT_PROBLEM',
  'OUTAGE_WITHOUT_TICKET',
  'OUTAGE_WITHOUT_START',
  'ROOT_CAUSE_ANALYSIS_OVERDUE',
] as const;

export const FINDING_CODES = [...FINDINGS, ...BETWEEN] as const;
export type FindingCode = Finding | (typeof BETWEEN)[number];

/** Something that is not as it should be, and since when: an instant that facts give, whenever they were recorded. */
export interface FoundSince {
  readonly code: FindingCode;
  readonly since: EpochSecond;
}

/** Whose turn it is, by code. */
export const ACT_BY: Readonly<Record<FindingCode, Role>> = {
  NO_AGREEMENT: 'service-support-manager',
  NO_VERSION_IN_FORCE: 'service-support-manager',
  CUSTOMER_CHANGED: 'support-coordinator',
  REGISTERED_TWICE: 'first-line',
  FACT_BEFORE_REGISTRATION: 'first-line',
  RESOLVED_TWICE: 'second-line',
  REOPENED_WHILE_OPEN: 'first-line',
  CLOSED_WITHOUT_RESOLUTION: 'second-line',
  UNKNOWN_WAITING_REASON: 'first-line',
  ROOT_CAUSE_AFTER_RESOLUTION: 'second-line',
  ROOT_CAUSE_NOT_RECORDED: 'second-line',
  ROOT_CAUSE_NOT_YET_ESTABLISHED: 'second-line',
  RETRACTION_RETRACTED: 'support-coordinator',
  WAITING_WITHOUT_EVIDENCE: 'first-line',
  INCIDENT_WITHOUT_OUTAGE: 'support-coordinator',
  INCIDENT_WITHOUT_PROBLEM: 'support-coordinator',
  OUTAGE_WITHOUT_TICKET: 'first-line',
  OUTAGE_WITHOUT_START: 'support-coordinator',
  ROOT_CAUSE_ANALYSIS_OVERDUE: 'service-support-manager',
};

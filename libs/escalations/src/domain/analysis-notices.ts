import { compiledVersionInForce, type CompiledAgreement } from '@app/agreements/domain';
import type { EpochSecond } from '@app/support-time';
import type { NoticeDue } from './notice.js';
import { DEFAULT_ROLE, isToldOf, rolesOf } from './told-roles.js';

/** The root cause analysis that a problem owes. */
export interface OwedAnalysis {
  readonly dueAt: EpochSecond;
  /** Null: not yet. */
  readonly deliveredAt: EpochSecond | null;
}

/**
 * That a root cause analysis was due and had not been delivered (TERMS 6): from the second after it, to the first level,
 * or where there is no escalation to the service support manager. What came late was told of rightly; what came in time
 * is told of to nobody.
 *
 * @param agreement of the problem's customer and service; the version in force when it was due says who is told
 * @example analysisNotices({ dueAt, deliveredAt: null }, agreement)[0].key // 'rca-due:service-support-manager'
 */
export function analysisNotices(
  { dueAt, deliveredAt }: OwedAnalysis,
  agreement: CompiledAgreement,
): readonly NoticeDue[] {
  const version = compiledVersionInForce(agreement, dueAt) ?? agreement.versions[0];
  if (version === undefined || !isToldOf(version.terms, dueAt)) return [];
  if (deliveredAt !== null && deliveredAt <= dueAt) return [];
  const { terms } = version;
  const named = terms.escalation ? rolesOf(terms.escalation, 1) : [];
  return (named.length > 0 ? named : [DEFAULT_ROLE]).map((role) => ({
    key: `rca-due:${role}`,
    dueAt,
    passesAt: dueAt + 1,
    about: {
      kind: 'rca-due',
      agreementVersion: terms.version,
      clause: terms.rootCauseAnalysis.clause,
      level: null,
      role,
      timeZone: terms.calendar.timeZone,
    },
  }));
}

import type { AgreementVersion, EscalationTerms } from '@app/agreements/domain';
import { startOfLocalDay, type EpochSecond } from '@app/support-time';

/** Who is told where the terms name nobody: overall responsible, and reviews with customers (TERMS 8). */
export const DEFAULT_ROLE = 'service-support-manager';

/** The roles that are told on a level, each once. */
export const rolesOf = ({ levels }: EscalationTerms, level: 1 | 2): readonly string[] => [
  ...new Set(levels.filter((each) => each.level === level).map(({ role }) => role)),
];

/** Is somebody told of what fell due then? Not where the terms say that notices begin later. */
export function isToldOf({ calendar, escalation }: AgreementVersion, dueAt: EpochSecond): boolean {
  const from = escalation?.noticesFrom;
  return from === undefined || dueAt >= startOfLocalDay(calendar.timeZone, from);
}

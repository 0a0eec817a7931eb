import { compiledVersionInForce, type CompiledAgreement } from '@app/agreements/domain';
import type { FoundSince } from '@app/findings/domain';
import { copyRows, type Transaction } from '@app/platform';
import { localMonthOf } from '@app/support-time';

/** What a finding can be about. */
export type SubjectKind = 'ticket' | 'outage' | 'problem';

/** Whose finding it is. */
export interface Subject {
  readonly kind: SubjectKind;
  readonly id: string;
  readonly customerId: string | null;
  readonly agreement: CompiledAgreement | undefined;
  readonly open: boolean;
}

/** The row of one finding. */
export function findingRow({ kind, id, customerId, agreement, open }: Subject, { code, since }: FoundSince) {
  const agreementId = agreement?.agreement.agreementId ?? null;
  const version = agreement && (compiledVersionInForce(agreement, since) ?? agreement.versions[0]);
  return {
    kind,
    subject_id: id,
    code,
    concern: agreementId ?? '',
    agreement_id: agreementId,
    customer_id: customerId,
    since,
    month: localMonthOf(version?.calendar.timeZone ?? 'UTC', since),
    open,
  };
}

export type FindingRow = ReturnType<typeof findingRow>;

/** Makes the findings of these subjects equal to the rows. */
export async function saveFindings(
  tx: Transaction,
  kind: SubjectKind,
  subjectIds: readonly string[],
  rows: readonly FindingRow[],
): Promise<void> {
  if (subjectIds.length === 0) return;
  await tx`delete from finding where kind = ${kind} and subject_id = any(${subjectIds as string[]})`;
  await copyRows(tx, 'finding', rows);
}

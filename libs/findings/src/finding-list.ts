import { ACT_BY, FINDING_TEXTS, type FindingCode, type Role } from '@app/findings/domain';
import { formatSecond, type EpochSecond } from '@app/support-time';
import type { FindingRow } from './finding.rows.js';

/** Which findings to list; absent: all of them. */
export interface FindingFilter {
  readonly agreementId?: string;
  readonly customerId?: string;
  readonly code?: FindingCode;
  readonly ticketId?: string;
  /** Who should act. */
  readonly actBy?: Role;
  /** In which they began, `YYYY-MM`. */
  readonly month?: string;
  /** What they are about is not done with. */
  readonly open?: boolean;
}

/** Where a page ends: the next one begins after it. */
export type FindingCursor = readonly [since: number, kind: string, id: string, code: string, concern: string];

export interface FindingPage {
  readonly limit: number;
  readonly after: FindingCursor | undefined;
  /** What begins later does not hold yet. */
  readonly at: EpochSecond;
}

export const placeOf = ({ since, kind, subject_id, code, concern }: FindingRow): FindingCursor => [
  since,
  kind,
  subject_id,
  code,
  concern,
];

/** By since when, then by what they are about, in code units: as the list's SQL orders them. */
export function comparePlaces(a: FindingCursor, b: FindingCursor): number {
  for (const [index, part] of a.entries()) {
    const other = b[index] ?? '';
    if (part !== other) return part < other ? -1 : 1;
  }
  return 0;
}

/** What the list's SQL asks of the rows, asked of one. */
export function passes(row: FindingRow, filter: FindingFilter, { after, at }: FindingPage): boolean {
  if (row.since > at || (after !== undefined && comparePlaces(placeOf(row), after) <= 0)) return false;
  const { agreementId, customerId, code, ticketId, actBy, month, open } = filter;
  const wanted: readonly (readonly [unknown, unknown])[] = [
    [agreementId, row.agreement_id],
    [customerId, row.customer_id],
    [code, row.code],
    [ticketId, row.kind === 'ticket' ? row.subject_id : null],
    [actBy, ACT_BY[row.code]],
    [month, row.month],
    [open, row.open],
  ];
  return wanted.every(([asked, own]) => asked === undefined || asked === own);
}

/** A finding as it is answered. */
export const findingDocument = ({
  kind,
  subject_id,
  code,
  agreement_id,
  customer_id,
  since,
  open,
}: FindingRow) => ({
  code,
  [`${kind}Id`]: subject_id,
  agreementId: agreement_id,
  customerId: customer_id,
  since: formatSecond(since),
  open,
  actBy: ACT_BY[code],
  detail: FINDING_TEXTS[code],
});

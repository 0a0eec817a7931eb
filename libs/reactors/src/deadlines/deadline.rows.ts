import type { Deadline } from './deadline.js';

/** A deadline as tables hold it. */
export interface DeadlineRow {
  readonly owner: string;
  readonly key: string;
  readonly kind: string;
  readonly agreement_id: string | null;
  readonly customer_id: string | null;
  readonly due_at: number;
  readonly passes_at: number;
  readonly data: Deadline['data'];
}

export const rowOf = ({
  owner,
  key,
  kind,
  agreementId,
  customerId,
  dueAt,
  passesAt,
  data,
}: Deadline): DeadlineRow => ({
  owner,
  key,
  kind,
  agreement_id: agreementId,
  customer_id: customerId,
  due_at: dueAt,
  passes_at: passesAt,
  data,
});

export const deadlineFrom = (row: DeadlineRow): Deadline => ({
  owner: row.owner,
  key: row.key,
  kind: row.kind,
  agreementId: row.agreement_id,
  customerId: row.customer_id,
  dueAt: row.due_at,
  passesAt: row.passes_at,
  data: row.data,
});

import type { Queryable } from '@app/platform';
import type { Deadline, DeadlineState } from './deadline.js';

/** Which deadlines to list; absent: all of them. */
export interface DeadlineFilter {
  readonly kinds: readonly string[];
  /** Whose all are; of two different ones none is. */
  readonly owners: readonly string[];
  readonly agreementId?: string;
  readonly customerId?: string;
  readonly state?: DeadlineState;
  /** Due at or after this second. */
  readonly from?: number;
  /** Due at or before this second. */
  readonly horizon?: number;
}

/** What tells a deadline of the list from every other, in the order of the list. */
export type DeadlinePlace = readonly [dueAt: number, owner: string, key: string];

/** A deadline, and what became of it. Instants are whole seconds. */
export interface ListedDeadline extends Omit<Deadline, 'passesAt'> {
  readonly state: DeadlineState;
  /** Of its last firing; null: it never fired. */
  readonly firingId: string | null;
  readonly firedAt: number | null;
  readonly liftedAt: number | null;
}

/** One page of deadlines by when they are due, and the place where the next begins; null at the end. */
export const listDeadlines = async (
  sql: Queryable,
  filter: DeadlineFilter,
  page: { readonly limit: number; readonly after: DeadlinePlace | undefined },
): Promise<{ readonly items: readonly ListedDeadline[]; readonly next: DeadlinePlace | null }> => {
  const { kinds, owners, agreementId, customerId, state, from, horizon } = filter;
  const [dueAt, afterOwner, afterKey] = page.after ?? [Number.MIN_SAFE_INTEGER, '', ''];
  const stateOf = sql`
    case when fired_at is not null and lifted_at is null then 'fired'
      when passes_at is not null then 'pending' else 'withdrawn' end`;
  const rows = await sql<ListedDeadline[]>`
    select owner, key, kind, agreement_id as "agreementId", customer_id as "customerId", due_at as "dueAt", data,
      ${stateOf} as state, firing_id as "firingId", fired_at as "firedAt", lifted_at as "liftedAt"
    from read.deadline
    where kind = any(${kinds as string[]}) and (due_at, owner, key) > (${dueAt}, ${afterOwner}, ${afterKey})
      ${owners[0] === undefined ? sql`` : sql`and owner = ${owners[0]} and owner = all(${owners as string[]})`}
      ${agreementId === undefined ? sql`` : sql`and agreement_id = ${agreementId}`}
      ${customerId === undefined ? sql`` : sql`and customer_id = ${customerId}`}
      ${from === undefined ? sql`` : sql`and due_at >= ${from}`}
      ${horizon === undefined ? sql`` : sql`and due_at <= ${horizon}`}
      ${state === undefined ? sql`` : sql`and ${stateOf} = ${state}`}
    order by due_at, owner, key
    limit ${page.limit + 1}`;
  const items = rows.slice(0, page.limit);
  const last = items.at(-1);
  return { items, next: rows.length > page.limit && last ? [last.dueAt, last.owner, last.key] : null };
};

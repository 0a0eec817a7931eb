import type { Transaction } from '@app/platform';
import type { Deadline } from './deadline.js';
import { deadlineFrom, type DeadlineRow } from './deadline.rows.js';

/** Where a page of owners ends: the next one begins after it. */
export type OwnerPlace = string;

/**
 * Owners that have something to settle at `now`: a deadline that has passed and was not said, or one that was said and
 * lies ahead, or is there no more. Ordered by owner, so that one that cannot be settled holds up no other.
 */
export const unsettledOwners = async (
  tx: Transaction,
  now: number,
  page: { readonly after: OwnerPlace; readonly limit: number; readonly without: readonly string[] },
): Promise<readonly string[]> => {
  const { after, limit, without } = page;
  const rows = await tx<{ owner: string }[]>`
    select owner from (
      select owner from deadline
      where (fired_at is null or lifted_at is not null) and passes_at <= ${now}
      union
      select owner from deadline
      where fired_at is not null and lifted_at is null
        and coalesce(passes_at, 9223372036854775807) > ${now}
        and coalesce(passes_at, 9223372036854775807) > fired_at
    ) as unsettled
    where owner > ${after} and owner <> all(${without as string[]})
    order by owner limit ${limit}`;
  return rows.map(({ owner }) => owner);
};

/** The deadlines of these owners, those that are due no more left out. */
export const deadlinesOf = async (
  tx: Transaction,
  owners: readonly string[],
): Promise<ReadonlyMap<string, readonly Deadline[]>> => {
  const rows = await tx<DeadlineRow[]>`
    select owner, key, kind, agreement_id, customer_id, due_at, passes_at, data from deadline
    where owner = any(${owners as string[]}) and passes_at is not null order by owner, passes_at, key`;
  const deadlines = new Map<string, Deadline[]>(owners.map((owner) => [owner, []]));
  for (const row of rows) deadlines.get(row.owner)?.push(deadlineFrom(row));
  return deadlines;
};

/** Those of these owners of whom something was said before. */
export const ownersSaid = async (
  tx: Transaction,
  owners: readonly string[],
): Promise<ReadonlySet<string>> => {
  const rows = await tx<{ owner: string }[]>`
    select distinct owner from deadline_firing where owner = any(${owners as string[]})`;
  return new Set(rows.map(({ owner }) => owner));
};

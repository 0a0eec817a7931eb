import {
  agreementDates,
  localDayIn,
  noticesUpTo,
  type Agreement,
  type AgreementDate,
  type RecordedNotice,
} from '@app/agreements/domain';
import type { UpTo } from '@app/facts';
import type { Queryable } from '@app/platform';
import { plusMonths, type EpochSecond, type LocalDay } from '@app/support-time';
import { agreementsAsOf } from './agreement-states.js';

interface Row {
  readonly document: Agreement;
  readonly notices: readonly RecordedNotice[];
}

/** A date, and whose. */
export interface DateOfAgreement extends AgreementDate {
  readonly agreementId: string;
  readonly customerId: string;
  readonly serviceId: string;
}

/** What tells a date of the list from every other, in the order of the list. */
export type DatePlace = readonly [on: LocalDay, agreementId: string, kind: string, number: number];

/** Which days; where one is left out, from today in each agreement's own zone on, and for a year. */
export interface AskedDays {
  readonly from: LocalDay | undefined;
  readonly to: LocalDay | undefined;
  readonly now: EpochSecond;
}

const AT_ONCE = 200;

/**
 * One page of the dates of all agreements that fall in a range of days, both included, by day and agreement. Dates are
 * computed from all agreements for each page: they are few, and what is not stored cannot be stale.
 */
export async function listAgreementDates(
  sql: Queryable,
  days: AskedDays,
  page: { readonly limit: number; readonly after: DatePlace | undefined },
  upTo?: UpTo,
): Promise<{ readonly items: readonly DateOfAgreement[]; readonly next: DatePlace | null }> {
  const dates: DateOfAgreement[] = [];
  const rows = sql<Row[]>`
    select document, coalesce(notices, '[]') as notices
    from ${agreementsAsOf(sql, upTo)} left join agreement_notices using (agreement_id)`.cursor(AT_ONCE);
  for await (const chunk of rows) {
    for (const { document, notices } of chunk)
      dates.push(...datesOf({ document, notices: noticesUpTo(notices, upTo) }, days));
  }
  const { after, limit } = page;
  const rest = dates
    .filter((date) => after === undefined || comparePlaces(placeOf(date), after) > 0)
    .sort((a, b) => comparePlaces(placeOf(a), placeOf(b)));
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rest.length > limit && last !== undefined ? placeOf(last) : null };
}

function datesOf({ document, notices }: Row, { from, to, now }: AskedDays): DateOfAgreement[] {
  const { agreementId, customerId, serviceId } = document;
  const first = from ?? localDayIn(document, now);
  const range = { from: first, to: to ?? plusMonths(first, 12) };
  return agreementDates(document, notices, range).map((date) => ({
    ...date,
    agreementId,
    customerId,
    serviceId,
  }));
}

const placeOf = ({ on, agreementId, kind, termNumber, agreementVersion }: DateOfAgreement): DatePlace => [
  on,
  agreementId,
  kind,
  termNumber ?? agreementVersion,
];

function comparePlaces(a: DatePlace, b: DatePlace): number {
  const index = a.findIndex((part, place) => part !== b[place]);
  const [own, other] = [a[index], b[index]];
  if (own === undefined || other === undefined) return 0;
  return own < other ? -1 : 1;
}

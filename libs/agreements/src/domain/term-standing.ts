import { parseInstant, previousLocalDay, type LocalDay } from '@app/support-time';
import type { Agreement } from './agreement.js';
import type { RecordedNotice } from './notice.js';
import { localDayIn, termEndedBy, termOn, type Term } from './term.js';

/** A notice as it stands on a day. */
export interface NoticeStanding {
  readonly notice: RecordedNotice;
  readonly receivedOn: LocalDay;
  /** The first day without an agreement, unless the notice is withdrawn before. */
  readonly endsOn: LocalDay;
  readonly state: 'standing' | 'withdrawn';
}

/** Where an agreement is between go-live and end. */
export interface TermStanding {
  readonly on: LocalDay;
  /** `ending`: notice has been given, and the end lies ahead. */
  readonly state: 'planned' | 'running' | 'ending' | 'ended';
  /** The term that holds the day; before go-live the first, after the end the last. */
  readonly term: Term;
  /** When the term is renewed; null where the agreement ends with it. */
  readonly renewsOn: LocalDay | null;
  /** The first day without an agreement; null where no notice stands. */
  readonly endsOn: LocalDay | null;
  /** When a notice received on this day would end the agreement; null where one stands already. */
  readonly endsOnIfNoticed: LocalDay | null;
  /** Those received up to that day, in the order in which they were recorded. */
  readonly notices: readonly NoticeStanding[];
}

/**
 * Where an agreement is on a local day, by what has happened up to that day: what is dated later is left out, whenever
 * it was recorded. Of several notices the one that ends it first counts, in whatever order they came.
 *
 * @example
 * // live since 2026-01-01, 12 months, notice 2 months before; received on 15 November: too late for 2027-01-01
 * termStanding(agreement, [notice], '2026-11-15') // { state: 'ending', renewsOn: '2027-01-01', endsOn: '2028-01-01', ... }
 */
export function termStanding(
  agreement: Agreement,
  notices: readonly RecordedNotice[],
  on: LocalDay,
): TermStanding {
  const standings = notices
    .map((notice) => noticeStanding(agreement, notice, on))
    .filter(({ receivedOn }) => receivedOn <= on);
  const endsOn = firstEnd(standings);
  const isOver = endsOn !== null && endsOn <= on;
  const term = termOn(agreement, isOver ? previousLocalDay(endsOn) : on);
  return {
    on,
    state: stateOf(agreement, on, endsOn),
    term,
    renewsOn: endsOn === term.to ? null : term.to,
    endsOn,
    endsOnIfNoticed: endsOn === null ? termEndedBy(agreement, on).to : null,
    notices: standings,
  };
}

/** What is withdrawn when the agreement has ended by it has worked already: it stands. */
function noticeStanding(agreement: Agreement, notice: RecordedNotice, on: LocalDay): NoticeStanding {
  const receivedOn = occurredOn(agreement, notice.given.fact);
  const { to: endsOn } = termEndedBy(agreement, receivedOn);
  const withdrawnOn = notice.withdrawn && occurredOn(agreement, notice.withdrawn.fact);
  const isWithdrawn = withdrawnOn !== null && withdrawnOn <= on && withdrawnOn < endsOn;
  return { notice, receivedOn, endsOn, state: isWithdrawn ? 'withdrawn' : 'standing' };
}

/** The local day on which something was so, in the agreement's zone then. */
export function occurredOn(agreement: Agreement, { occurredAt }: { readonly occurredAt: string }): LocalDay {
  const instant = parseInstant(occurredAt);
  if (instant === undefined) throw new Error(`${occurredAt} is no instant; the schema lets none such in`);
  return localDayIn(agreement, instant.second);
}

function firstEnd(standings: readonly NoticeStanding[]): LocalDay | null {
  const ends = standings.filter(({ state }) => state === 'standing').map(({ endsOn }) => endsOn);
  return ends.toSorted()[0] ?? null;
}

function stateOf(agreement: Agreement, on: LocalDay, endsOn: LocalDay | null): TermStanding['state'] {
  if (endsOn !== null && endsOn <= on) return 'ended';
  if (on < agreement.goLiveOn) return 'planned';
  return endsOn === null ? 'running' : 'ending';
}

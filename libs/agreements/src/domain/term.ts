import { LAST_LOCAL_DAY, localDayOf, plusMonths, previousLocalDay } from '@app/support-time';
import type { EpochSecond, LocalDay } from '@app/support-time';
import type { Agreement, AgreementVersion } from './agreement.js';
import { compileAgreement, compiledVersionInForce } from './compiled-agreement.js';

/** One stretch of an agreement: the months from go-live, or those it was renewed for (TERMS 9, clauses 3.3 and 5). */
export interface Term {
  /** 1 is the one that begins with go-live. */
  readonly number: number;
  /** Its first day. */
  readonly from: LocalDay;
  /** The day on which it is renewed, or the first without an agreement: `[from, to)`. */
  readonly to: LocalDay;
  /** The last day on which a notice received still ends the agreement with this term. */
  readonly lastNoticeOn: LocalDay;
  /** In force on its first day; its clause says how long the term is and until when notice works (ADR 0009). */
  readonly version: AgreementVersion;
}

/**
 * The terms of an agreement that nobody ends, each beginning where the one before it ends. Months are counted from
 * go-live, so that an agreement live on the 31st goes on being renewed on a 31st after a shorter month. Endless for all
 * that anybody will see: it stops with the last day there is.
 *
 * @example
 * const [first] = termsOf(agreement); // live on 2026-12-31, of 12 months, notice 2 months before
 * first // { number: 1, from: '2026-12-31', to: '2027-12-31', lastNoticeOn: '2027-10-31', ... }
 */
export function* termsOf(agreement: Agreement): Generator<Term, void> {
  const { goLiveOn } = agreement;
  let [number, months, from] = [0, 0, goLiveOn];
  do {
    const version = versionOn(agreement, from);
    months += number === 0 ? version.term.months : version.term.renewalMonths;
    number += 1;
    const to = plusMonths(goLiveOn, months);
    yield { number, from, to, lastNoticeOn: lastNoticeOn(to, version.term.noticeMonths), version };
    from = to;
  } while (from < LAST_LOCAL_DAY);
}

/** At least so many months before the renewal, that day included, and in any case before it has come. */
function lastNoticeOn(renewsOn: LocalDay, noticeMonths: number): LocalDay {
  const [inTime, before] = [plusMonths(renewsOn, -noticeMonths), previousLocalDay(renewsOn)];
  return inTime < before ? inTime : before;
}

/** The term that holds a day; before go-live the first. */
export const termOn = (agreement: Agreement, day: LocalDay): Term =>
  firstTerm(agreement, ({ to }) => day < to);

/**
 * The term that a notice ends: the first for which it comes in time, so that a late one works at the renewal after.
 *
 * @param receivedOn local day on which it was received (see `localDayIn`)
 */
export const termEndedBy = (agreement: Agreement, receivedOn: LocalDay): Term =>
  firstTerm(agreement, (term) => receivedOn <= term.lastNoticeOn);

/** The first term of which this holds, or the last there is. */
function firstTerm(agreement: Agreement, holds: (term: Term) => boolean): Term {
  let last: Term | undefined;
  for (const term of termsOf(agreement)) {
    if (holds(term)) return term;
    last = term;
  }
  if (last === undefined) throw new Error('every agreement has a first term');
  return last;
}

/** The version in force on a local day; before the first version, the first (as a month has it, MEASURING 9). */
export function versionOn({ versions }: Agreement, day: LocalDay): AgreementVersion {
  const version = versions.findLast(({ effectiveFrom }) => effectiveFrom <= day) ?? versions[0];
  if (version === undefined) throw new Error('an agreement has at least one version; its schema sees to it');
  return version;
}

/** The local day of an instant, in the zone of the version in force then; before the first version, in its zone. */
export function localDayIn(agreement: Agreement, at: EpochSecond): LocalDay {
  const inForce = compiledVersionInForce(compileAgreement(agreement), at)?.terms ?? agreement.versions[0];
  if (inForce === undefined) throw new Error('an agreement has at least one version; its schema sees to it');
  return localDayOf(inForce.calendar.timeZone, at);
}

import { serviceDownPriorities as prioritiesOf } from '@app/findings/domain';
import {
  versionOfMonth,
  type CompiledAgreement,
  type CompiledVersion,
  type MonthOf,
  type Priority,
} from '@app/agreements/domain';
import { monthBounds, type EpochSecond, type Window } from '@app/support-time';

/** Which month is asked for, as it stands when. */
export interface MonthFrame {
  readonly agreement: CompiledAgreement;
  /** `YYYY-MM`. */
  readonly month: string;
  /** `[from, to)` in the zone of the version in force on its first day, whose terms judge the month. */
  readonly bounds: Window;
  readonly version: CompiledVersion;
  /** The cut asked for; undefined: each version's own. */
  readonly monthOf: MonthOf | undefined;
  readonly at: EpochSecond;
  /** The earlier of the month's end and `at`: what is open is open then. */
  readonly cutoff: EpochSecond;
}

/** Frames a month of an agreement. */
export function monthFrame(
  agreement: CompiledAgreement,
  month: string,
  monthOf: MonthOf | undefined,
  at: EpochSecond,
): MonthFrame {
  const version = versionOfMonth(agreement, month);
  const bounds = monthBounds(version.calendar.timeZone, month);
  return { agreement, month, bounds, version, monthOf, at, cutoff: Math.min(bounds.to, at) };
}

/** The priorities by which the service is down for several users, by the month's terms. */
export const serviceDownPriorities = ({ version }: MonthFrame): Priority[] => prioritiesOf(version);

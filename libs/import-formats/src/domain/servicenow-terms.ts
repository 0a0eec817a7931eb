import type { Agreement } from '@app/agreements/domain';

/** What a conversion takes from an agreement: whose tickets these are, and which wall clock the log shows. */
export interface ServicenowTerms {
  readonly customerId: string;
  readonly serviceId: string;
  /** The zone on a local day, `YYYY-MM-DD`. */
  zoneOn(day: string): string;
}

/**
 * The terms of an agreement. The zone is that of the version in force on the day, each asked by its own wall clock;
 * before the first version, the first one's.
 */
export function servicenowTerms({ customerId, serviceId, versions }: Agreement): ServicenowTerms {
  const [first, ...others] = versions.map(({ effectiveFrom, calendar }) => ({
    effectiveFrom,
    zone: calendar.timeZone,
  }));
  if (first === undefined) throw new Error('an agreement has at least one version; its schema sees to it');
  return {
    customerId,
    serviceId,
    zoneOn: (day) => (others.findLast(({ effectiveFrom }) => effectiveFrom <= day) ?? first).zone,
  };
}

import { calendarOf, startOfLocalDay, type EpochSecond, type SupportCalendar } from '@app/support-time';
import type { Agreement, AgreementVersion, Impact, Metric, Priority, TargetTerms } from './agreement.js';
import { PRIORITIES } from './agreement.js';

/** A version ready to judge: its calendar compiled, its targets looked up by metric and priority. */
export interface CompiledVersion {
  readonly terms: AgreementVersion;
  /** 00:00 of `effectiveFrom`, in its own zone. */
  readonly startsAt: EpochSecond;
  readonly calendar: SupportCalendar;
  target(metric: Metric, priority: Priority): TargetTerms | undefined;
  /** The priority whose criterion this is (TERMS 2). */
  priorityOf(impact: Impact): Priority | undefined;
}

/** An agreement ready to judge; versions in order of `effectiveFrom`. */
export interface CompiledAgreement {
  readonly agreement: Agreement;
  readonly versions: readonly CompiledVersion[];
}

const compiled = new WeakMap<Agreement, CompiledAgreement>();

/** Compiles a valid agreement, once for each document object. */
export function compileAgreement(agreement: Agreement): CompiledAgreement {
  const known = compiled.get(agreement);
  if (known) return known;
  const fresh = { agreement, versions: agreement.versions.map(compileVersion) };
  compiled.set(agreement, fresh);
  return fresh;
}

function compileVersion(terms: AgreementVersion): CompiledVersion {
  // By metric, then priority: looked up for every clock, so without making a key of both.
  const targetsOf = (metric: Metric) =>
    new Map(
      terms.targets.filter((target) => target.metric === metric).map((target) => [target.priority, target]),
    );
  const targets = { response: targetsOf('response'), resolution: targetsOf('resolution') };
  return {
    terms,
    startsAt: startOfLocalDay(terms.calendar.timeZone, terms.effectiveFrom),
    calendar: calendarOf(terms.calendar),
    target: (metric, priority) => targets[metric].get(priority),
    priorityOf: ({ service, users }) =>
      PRIORITIES.find((priority) => {
        const { impact } = terms.priorities[priority];
        return impact.service === service && impact.users === users;
      }),
  };
}

/** The version in force at an instant; undefined before the first. */
export const compiledVersionInForce = (
  { versions }: CompiledAgreement,
  at: EpochSecond,
): CompiledVersion | undefined => versions.findLast(({ startsAt }) => startsAt <= at);

/**
 * The version whose zone, objectives and availability terms a month has (MEASURING 9): the one in force on its first
 * day, each asked in its own zone; before the first version, the first.
 */
export function versionOfMonth({ versions }: CompiledAgreement, month: string): CompiledVersion {
  const inForce = versions.findLast(
    ({ startsAt, terms }) => startsAt <= startOfLocalDay(terms.calendar.timeZone, `${month}-01`),
  );
  const version = inForce ?? versions[0];
  if (version === undefined) throw new Error('an agreement has at least one version; its schema sees to it');
  return version;
}

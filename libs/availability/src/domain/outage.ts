import { exclusionsOf, inOrder, standing, type Exclusion } from '@app/facts';
import { parseInstant, type EpochSecond } from '@app/support-time';
import { without, type Interval } from './interval.js';
import type { OutageFact } from './outage-fact.js';

/** An outage as its facts stand at an instant (MEASURING 9). */
export interface Outage {
  readonly outageId: string;
  readonly serviceId: string;
  /** Null: every customer of the service. */
  readonly customerId: string | null;
  readonly ticketId: string | null;
  readonly planned: boolean;
  readonly startedAt: EpochSecond;
  /** Null while it goes on. */
  readonly endedAt: EpochSecond | null;
  /** Its downtime so far, cut at the instant asked for; empty after a correction that left nothing. */
  readonly gross: readonly Interval[];
  /** The same less its accepted exclusions. */
  readonly net: readonly Interval[];
  readonly exclusions: readonly Exclusion[];
  /** Null where none was declared. */
  readonly disaster: Disaster | null;
}

/** A disaster, and when the service ran at the continuity site; null while it does not (TERMS 5). */
export interface Disaster {
  readonly declaredAt: EpochSecond;
  readonly failedOverAt: EpochSecond | null;
}

/** An outage, nothing yet at that instant, or facts of one that nobody recorded to have started. */
export type OutageAt =
  | { readonly kind: 'outage'; readonly outage: Outage }
  | { readonly kind: 'none' }
  | { readonly kind: 'without-start' };

/**
 * The outage that a list of facts tells of, at an instant: from the earliest start to the first end at or after it,
 * as last corrected. `recorded` is in order of recording.
 *
 * @param until where an outage without an end is cut; later than `at`: as if nothing more happened until then
 */
export function outageAt(
  outageId: string,
  recorded: readonly OutageFact[],
  at: EpochSecond,
  until: EpochSecond = at,
): OutageAt {
  const ordered = inOrder(standing(recorded).facts);
  const correction = ordered.findLast((fact) => fact.type === 'OutageCorrected');
  // A correction is knowledge: it counts whenever its start was said to be.
  const world = ordered.filter((fact) => fact.occurredAt <= at || correction !== undefined);
  const start = world.find((fact) => fact.type === 'OutageStarted');
  if (start === undefined) {
    const known = ordered.some((fact) => fact.type === 'OutageEnded' && fact.occurredAt <= at);
    return { kind: known || correction !== undefined ? 'without-start' : 'none' };
  }
  const { from, to } = correction
    ? {
        from: second(correction.data.from),
        to: correction.data.to === undefined ? null : second(correction.data.to),
      }
    : { from: start.occurredAt, to: endAfter(ordered, start.occurredAt, at) };
  const gross = [{ from, to: Math.min(to ?? until, until) }].filter((part) => part.from < part.to);
  const exclusions = exclusionsOf(ordered);
  return {
    kind: 'outage',
    outage: {
      outageId,
      serviceId: start.data.serviceId,
      customerId: start.data.customerId ?? null,
      ticketId: start.data.ticketId ?? null,
      planned: start.data.planned ?? false,
      startedAt: from,
      endedAt: to !== null && to <= at ? to : null,
      gross,
      net: netOf(gross, exclusions),
      exclusions,
      disaster: disasterIn(ordered.filter((fact) => fact.occurredAt <= at)),
    },
  };
}

/** The same outage had its exclusions been decided otherwise. */
export const withExclusions = (outage: Outage, exclusions: readonly Exclusion[]): Outage => ({
  ...outage,
  net: netOf(outage.gross, exclusions),
  exclusions,
});

/** The first disaster declared, and the first failover after it. */
function disasterIn(happened: readonly OutageFact[]): Disaster | null {
  const declaration = happened.findIndex(({ type }) => type === 'DisasterDeclared');
  const declared = happened[declaration];
  if (declared === undefined) return null;
  const failover = happened.slice(declaration).find(({ type }) => type === 'FailoverCompleted');
  return { declaredAt: declared.occurredAt, failedOverAt: failover?.occurredAt ?? null };
}

function endAfter(ordered: readonly OutageFact[], start: EpochSecond, at: EpochSecond): EpochSecond | null {
  const end = ordered.find(
    (fact) => fact.type === 'OutageEnded' && fact.occurredAt >= start && fact.occurredAt <= at,
  );
  return end?.occurredAt ?? null;
}

/** Downtime less accepted exclusions; a missing end of one is the outage's own. */
const netOf = (gross: readonly Interval[], exclusions: readonly Exclusion[]): Interval[] =>
  gross.flatMap((part) =>
    without(
      part,
      exclusions
        .filter(({ state }) => state === 'accepted')
        .map(({ from, to }) => ({ from: from ?? part.from, to: to ?? part.to })),
    ),
  );

function second(text: string): EpochSecond {
  const instant = parseInstant(text);
  if (instant === undefined)
    throw new Error(`not an instant: ${text}; the fact's schema should have refused it`);
  return instant.second;
}

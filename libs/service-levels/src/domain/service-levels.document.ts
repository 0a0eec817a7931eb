import { exclusionDocument } from '@app/facts';
import { formatSecond, type EpochSecond } from '@app/support-time';
import type { Clock, ServiceLevels, UnmeasuredLevels } from './service-levels.js';

/** The JSON document of one ticket's service levels: `service-levels.example.json`, instants in UTC with `Z`. */
export function serviceLevelsDocument(ticketId: string, levels: ServiceLevels | UnmeasuredLevels) {
  const {
    holdsUntil: _until,
    incidentAt: _from,
    findings,
    exclusions,
    clocks,
    registeredAt,
    at,
    ...rest
  } = levels;
  return {
    ticketId,
    ...rest,
    registeredAt: shown(registeredAt),
    at: formatSecond(at),
    clocks: clocks.map(clockDocument),
    findings: findings.map((code) => ({ code })),
    exclusions: exclusions.map(exclusionDocument),
  };
}

export type ServiceLevelsDocument = ReturnType<typeof serviceLevelsDocument>;

/** One clock as documents show it. */
export function clockDocument(clock: Clock) {
  const { allowedSeconds, cancelledAt, cancelledBecause, segments, ...rest } = clock;
  return {
    ...rest,
    ...(allowedSeconds === clock.targetSeconds ? {} : { allowedSeconds }),
    startedAt: shown(clock.startedAt),
    stoppedAt: shown(clock.stoppedAt),
    dueAt: shown(clock.dueAt),
    breachesAt: shown(clock.breachesAt),
    decidedAt: shown(clock.decidedAt),
    ...(cancelledAt === null ? {} : { cancelledAt: formatSecond(cancelledAt), cancelledBecause }),
    segments: segments.map(({ from, to, ...segment }) => ({
      from: formatSecond(from),
      to: formatSecond(to),
      ...segment,
    })),
  };
}

const shown = (at: EpochSecond | null): string | null => (at === null ? null : formatSecond(at));

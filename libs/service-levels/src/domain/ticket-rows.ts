import type { CompiledAgreement, CompiledVersion } from '@app/agreements/domain';
import { localMonthOf, type EpochSecond } from '@app/support-time';
import {
  ABOUT_FACTS,
  ticketActivity,
  ticketAt,
  type TicketActivity,
  type TicketFact,
} from '@app/tickets/domain';
import { atRiskAfterSeconds } from './at-risk.js';
import { clocksOnBothBases } from './bases.js';
import { measureTicket, unmeasured } from './measure.js';
import type { Clock, ServiceLevels, UnmeasuredLevels } from './service-levels.js';

/** A clock's row: what the month asks of it, on both cuts. */
export interface VerdictRow {
  readonly clock: Clock;
  readonly cut: 'verdict' | 'registration';
  /** Null while undecided. */
  readonly verdictMonth: string | null;
  readonly registrationMonth: string | null;
  /** Of a running clock: the months that its breach will be of, as long as nothing but time passes; else null. */
  readonly comingVerdictMonth: string | null;
  readonly comingRegistrationMonth: string | null;
  /** Of an open clock: from when on it is at risk, as long as the row holds; null where nothing says so yet. */
  readonly atRiskAt: EpochSecond | null;
}

/** The rows of one ticket, which hold at every instant in `[holdsFrom, holdsBefore)`; null: for ever. */
export interface TicketRows {
  readonly levels: ServiceLevels;
  readonly activity: TicketActivity | undefined;
  readonly verdicts: readonly VerdictRow[];
  /** `YYYY-MM` in the zone of the version that judges it, in UTC where none does; null while unregistered. */
  readonly registeredMonth: string | null;
  readonly holdsFrom: EpochSecond;
  readonly holdsBefore: EpochSecond | null;
  /** When the next known pause begins or ends: until then a breach comes when the rows say; null: no such edge. */
  readonly pausesChangeAt: EpochSecond | null;
}

/**
 * Measures a ticket at the instant of its last fact about the world, once all of them count. From then on only time
 * passes: a running clock breaches after its `breachesAt`, a known pause begins or ends; until the first of these the
 * rows are what `measure` would answer. No clock is read: the same facts give the same rows, whenever they are folded.
 */
export function ticketRows(facts: readonly TicketFact[], agreement: CompiledAgreement): TicketRows {
  const holdsFrom = lastInTheWorld(facts);
  const ticket = ticketAt(facts, holdsFrom);
  const levels = measureTicket(ticket, agreement, holdsFrom);
  return {
    levels,
    activity: ticketActivity(ticket),
    verdicts: verdictRows(levels, agreement, holdsFrom),
    registeredMonth: monthIn(versionOf(levels, agreement)?.calendar.timeZone ?? 'UTC', levels.registeredAt),
    holdsFrom,
    holdsBefore: holdsBefore(levels),
    pausesChangeAt: levels.holdsUntil,
  };
}

/** The instant of a ticket's last fact about the world: from then on all of them count. */
export const lastInTheWorld = (facts: readonly TicketFact[]): EpochSecond =>
  facts.reduce((last, fact) => (ABOUT_FACTS.has(fact.type) ? last : Math.max(last, fact.occurredAt)), 0);

const monthIn = (zone: string, at: EpochSecond | null): string | null =>
  at === null ? null : localMonthOf(zone, at);

const versionOf = ({ agreementVersion }: ServiceLevels, { versions }: CompiledAgreement) =>
  versions.find(({ terms }) => terms.version === agreementVersion);

function verdictRows(
  levels: ServiceLevels,
  agreement: CompiledAgreement,
  holdsFrom: EpochSecond,
): VerdictRow[] {
  const version = versionOf(levels, agreement);
  if (version === undefined) return [];
  const { timeZone } = version.calendar;
  const monthOf = (clock: Clock, at: EpochSecond | null) =>
    clock.decidedAt === null ? null : monthIn(timeZone, at);
  const comingMonth = ({ state, breachesAt }: Clock, at: EpochSecond | null) =>
    state === 'running' && breachesAt !== null ? monthIn(timeZone, at) : null;
  return clocksOnBothBases(levels).map((clock) => ({
    clock,
    cut: version.terms.clocks.monthOf,
    verdictMonth: monthOf(clock, clock.decidedAt),
    registrationMonth: monthOf(clock, levels.incidentAt),
    comingVerdictMonth: comingMonth(clock, clock.breachesAt),
    comingRegistrationMonth: comingMonth(clock, levels.incidentAt),
    atRiskAt: atRiskAt(clock, version, holdsFrom),
  }));
}

/** A running clock comes nearer by the passing of time alone, a paused one not at all. */
function atRiskAt(
  clock: Clock,
  { calendar, terms }: CompiledVersion,
  measuredAt: EpochSecond,
): EpochSecond | null {
  const { state, elapsedSeconds } = clock;
  const after = atRiskAfterSeconds(clock, terms);
  if ((state !== 'running' && state !== 'paused') || after === null) return null;
  const left = after - elapsedSeconds;
  if (left <= 0) return measuredAt;
  return state === 'running' ? (calendar.after(measuredAt, left)?.firstAt ?? null) : null;
}

function holdsBefore({ clocks, holdsUntil }: ServiceLevels): EpochSecond | null {
  const ends = clocks.flatMap(({ state, breachesAt }) =>
    state === 'running' && breachesAt !== null ? [breachesAt + 1] : [],
  );
  if (holdsUntil !== null) ends.push(holdsUntil);
  return ends.length === 0 ? null : Math.min(...ends);
}

/** The rows of a ticket that no agreement covers: what happened to it, and no clocks until there is one. */
export function unmeasuredRows(
  facts: readonly TicketFact[],
): Omit<TicketRows, 'levels'> & { levels: UnmeasuredLevels } {
  const holdsFrom = lastInTheWorld(facts);
  const ticket = ticketAt(facts, holdsFrom);
  return {
    levels: unmeasured(ticket, holdsFrom),
    activity: ticketActivity(ticket),
    verdicts: [],
    registeredMonth: monthIn('UTC', ticket.registration?.occurredAt ?? null),
    holdsFrom,
    holdsBefore: null,
    pausesChangeAt: null,
  };
}

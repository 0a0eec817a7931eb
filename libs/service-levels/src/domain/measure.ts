import {
  compiledVersionInForce,
  METRICS,
  type CompiledAgreement,
  type CompiledVersion,
} from '@app/agreements/domain';
import { exclusionsOf, type Exclusion } from '@app/facts';
import type { EpochSecond } from '@app/support-time';
import { ticketAt, type TicketAt, type TicketFact } from '@app/tickets/domain';
import { clockOf, excludedClock } from './clock-answer.js';
import { walkClock } from './clock-walk.js';
import { findingsOf } from './findings.js';
import { incidentLife, typeAfter, type IncidentLife } from './incident.js';
import { exclusionsFor, nextEdge, type Pause } from './pauses.js';
import { priorityTimeline } from './priorities.js';
import type { Clock, Finding, ServiceLevels, UnmeasuredLevels } from './service-levels.js';
import { stepsOf, type Steps } from './steps.js';
import type { WalkedClock } from './walked-clock.js';

/**
 * Measures one ticket at an instant: the one function behind every figure (DESIGN 1.2, MEASURING.md). Pure: what it
 * answers depends on its arguments alone.
 *
 * @param recorded the ticket's facts in order of recording, those of any later instant included
 * @param agreement the agreement of the ticket's customer and service, all versions
 * @param at whole second; facts about the world count up to and including it
 * @example measure(facts, compileAgreement(agreement), second('2026-04-01T00:00:00Z')).clocks[0].state // 'met'
 */
export const measure = (
  recorded: readonly TicketFact[],
  agreement: CompiledAgreement,
  at: EpochSecond,
): ServiceLevels => measureTicket(ticketAt(recorded, at), agreement, at);

/**
 * `measure` for one who has sorted the ticket's facts already: `ticket` is `ticketAt(recorded, at)`.
 *
 * @param exclusions as they stand by the facts; others to see what they would change
 */
export function measureTicket(
  ticket: TicketAt,
  agreement: CompiledAgreement,
  at: EpochSecond,
  exclusions: readonly Exclusion[] = exclusionsOf(ticket.facts),
): ServiceLevels {
  const { registration } = ticket;
  const version = registration && compiledVersionInForce(agreement, registration.occurredAt);
  const settled = !ticket.oddities.some(({ code }) => code === 'CUSTOMER_CHANGED');
  const life = settled && version ? incidentLife(ticket) : undefined;
  const outOfForce = registration !== undefined && version === undefined;
  const judged =
    version && life
      ? measureIncident(ticket, life, version, exclusions, at)
      : notAnIncident(ticket, outOfForce ? ['NO_VERSION_IN_FORCE'] : []);
  return levelsOf(
    ticket,
    at,
    agreement.agreement.agreementId,
    version?.terms.version ?? null,
    exclusions,
    judged,
  );
}

/** The service levels of a ticket that no agreement covers: no clocks until there is one (contract, "Import"). */
export const unmeasured = (ticket: TicketAt, at: EpochSecond): UnmeasuredLevels =>
  levelsOf(
    ticket,
    at,
    null,
    null,
    exclusionsOf(ticket.facts),
    notAnIncident(ticket, ticket.registration ? ['NO_AGREEMENT'] : []),
  );

/** What being an incident under a version adds to a ticket's levels. */
type Judged = Pick<
  ServiceLevels,
  'priority' | 'incidentAt' | 'clocks' | 'information' | 'findings' | 'holdsUntil'
>;

const notAnIncident = (ticket: TicketAt, findings: readonly Finding[]): Judged => ({
  priority: null,
  incidentAt: null,
  clocks: [],
  information: NO_INFORMATION,
  findings: findingsOf(ticket, null, findings),
  holdsUntil: null,
});

const NO_INFORMATION = { registrationToRootCauseSeconds: null, registrationToResolutionSeconds: null };

/** Field by field: made for every ticket there is, and spreading objects into it would cost a tenth of the whole. */
const levelsOf = <Id extends string | null>(
  ticket: TicketAt,
  at: EpochSecond,
  agreementId: Id,
  agreementVersion: number | null,
  exclusions: readonly Exclusion[],
  judged: Judged,
) => ({
  agreementId,
  agreementVersion,
  type: typeAfter(ticket),
  priority: judged.priority,
  registeredAt: ticket.registration?.occurredAt ?? null,
  incidentAt: judged.incidentAt,
  at,
  clocks: judged.clocks,
  information: judged.information,
  findings: judged.findings,
  exclusions,
  holdsUntil: judged.holdsUntil,
});

function measureIncident(
  ticket: TicketAt,
  life: IncidentLife,
  version: CompiledVersion,
  exclusions: readonly Exclusion[],
  at: EpochSecond,
): Judged {
  const priorities = priorityTimeline(ticket, life, version);
  const steps = stepsOf(life, priorities, version);
  const until = life.leaving?.at ?? at;
  const clocks: Clock[] = [];
  let holdsUntil = Infinity;
  for (const metric of METRICS) {
    const walk = (pauses: readonly Pause[]): WalkedClock =>
      walkClock({
        metric,
        version,
        startsAt: life.startsAt,
        startedBy: life.startedBy.id,
        priority: priorities.starting,
        steps: steps.steps,
        pauses,
        until,
      });
    const excluded = exclusionsFor(metric, exclusions, life.startsAt);
    const gross = clockOf(metric, 'gross', walk([]), life, version);
    clocks.push(gross);
    if (excluded.kind === 'whole') clocks.push(excludedClock(gross));
    if (excluded.kind === 'pauses') {
      const net = walk(excluded.pauses);
      clocks.push(clockOf(metric, 'net', net, life, version));
      if (life.leaving === null && net.verdict.kind === 'undecided')
        holdsUntil = nextEdge(excluded.pauses, at, holdsUntil);
    }
  }
  return {
    priority: priorities.last,
    incidentAt: life.startsAt,
    clocks,
    information: information(steps, life, version),
    findings: findingsOf(ticket, life.leaving, steps.findings),
    holdsUntil: holdsUntil === Infinity ? null : holdsUntil,
  };
}

/** Support seconds from R, pauses not taken off, to the cause and to the resolution that stands (MEASURING 7). */
function information(
  steps: Steps,
  life: IncidentLife,
  version: CompiledVersion,
): ServiceLevels['information'] {
  const since = (to: EpochSecond | null) =>
    to === null ? null : version.calendar.between(life.startsAt, to);
  return {
    registrationToRootCauseSeconds: since(steps.rootCauseAt),
    registrationToResolutionSeconds: since(steps.resolvedAt),
  };
}

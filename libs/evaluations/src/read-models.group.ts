import { agreementsProjection, noticesProjection } from '@app/agreements';
import { AGREEMENT_EVENTS, NOTICE_EVENTS } from '@app/agreements/domain';
import { outagesProjection, servicesProjection } from '@app/availability';
import { OUTAGE_FACTS, SERVICE_FACTS } from '@app/availability/domain';
import { escalationProjections } from '@app/escalations';
import { findingsProjection } from '@app/findings';
import { incidentsProjection, problemsProjection } from '@app/problems';
import { PROBLEM_FACTS } from '@app/problems/domain';
import { defineGroup, logClockProjection, PARTITION_ORDERS } from '@app/projections';
import { requestsProjection } from '@app/recording';
import { type MadeTicket, ticketsProjection } from '@app/service-levels';
import { TICKET_FACTS } from '@app/tickets/domain';
import { FREEZE_EVENTS } from './domain/freeze-event.js';
import { freezesProjection } from './freezes.projection.js';

/** What requests leave that are answered by libraries above this one: `audit`. */
export const RECORDED_BEYOND: readonly string[] = ['WitnessRegistered', 'TreeHeadWitnessed'];

/** What a request over REST may leave in the log. */
const recordedTypes = (): string[] => [
  ...new Set([
    ...AGREEMENT_EVENTS,
    ...NOTICE_EVENTS,
    ...FREEZE_EVENTS,
    ...PARTITION_ORDERS,
    ...RECORDED_BEYOND,
    ...[...TICKET_FACTS, ...OUTAGE_FACTS, ...PROBLEM_FACTS, ...SERVICE_FACTS].map(({ type }) => type),
  ]),
];

/**
 * Everything that a month's answer is read from: one checkpoint, so that one snapshot is of one position.
 *
 * @param onMade is shown tickets as their rows are made
 */
export const readModels = (onMade?: (made: readonly MadeTicket[]) => void) =>
  defineGroup({
    name: 'service-levels',
    // Tickets come after the agreements that judge them, problems after the tickets that are linked to them,
    // findings after all of these.
    projections: [
      logClockProjection(),
      requestsProjection(recordedTypes()),
      agreementsProjection(),
      noticesProjection(),
      outagesProjection(),
      servicesProjection(),
      ticketsProjection(onMade),
      problemsProjection(),
      incidentsProjection(),
      findingsProjection(),
      freezesProjection(),
      ...escalationProjections(),
    ],
  });

import { agreementsProjection } from '@app/agreements';
import { AGREEMENT_EVENTS } from '@app/agreements/domain';
import { outagesProjection } from '@app/availability';
import { OUTAGE_FACTS } from '@app/availability/domain';
import { problemsProjection } from '@app/problems';
import { PROBLEM_FACTS } from '@app/problems/domain';
import { defineGroup } from '@app/projections';
import { requestsProjection } from '@app/recording';
import { ticketsProjection } from '@app/service-levels';
import { TICKET_FACTS } from '@app/tickets/domain';
import { FREEZE_EVENTS } from './domain/freeze-event.js';
import { freezesProjection } from './freezes.projection.js';

/** What a request over REST may leave in the log. */
const recordedTypes = (): string[] => [
  ...new Set([
    ...AGREEMENT_EVENTS,
    ...FREEZE_EVENTS,
    ...[...TICKET_FACTS, ...OUTAGE_FACTS, ...PROBLEM_FACTS].map(({ type }) => type),
  ]),
];

/** Everything that a month's answer is read from: one checkpoint, so that one snapshot is of one position. */
export const readModels = () =>
  defineGroup({
    name: 'service-levels',
    // Tickets come after the agreements that judge them.
    projections: [
      requestsProjection(recordedTypes()),
      agreementsProjection(),
      outagesProjection(),
      problemsProjection(),
      ticketsProjection(),
      freezesProjection(),
    ],
  });

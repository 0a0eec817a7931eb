import { agreementsProjection } from '@app/agreements';
import { outagesProjection } from '@app/availability';
import { problemsProjection } from '@app/problems';
import { defineGroup } from '@app/projections';
import { ticketsProjection } from '@app/service-levels';

/** Everything that a month's answer is read from: one checkpoint, so that one snapshot is of one position. */
export const readModels = () =>
  defineGroup({
    name: 'service-levels',
    // Tickets come after the agreements that judge them.
    projections: [agreementsProjection(), outagesProjection(), problemsProjection(), ticketsProjection()],
  });

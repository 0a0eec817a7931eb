import { OUTAGE_FACTS, SERVICE_FACTS } from '@app/availability/domain';
import { createFactCatalogue } from '@app/facts';
import { PROBLEM_FACTS } from '@app/problems/domain';
import { TICKET_FACTS } from '@app/tickets/domain';

/** Every fact that the ledger takes. */
export const factCatalogue = createFactCatalogue([
  ...TICKET_FACTS,
  ...OUTAGE_FACTS,
  ...PROBLEM_FACTS,
  ...SERVICE_FACTS,
]);

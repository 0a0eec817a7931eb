import type { CompiledAgreement } from '@app/agreements/domain';
import type { TicketFact } from '@app/tickets/domain';
import type { ServiceLevels } from '../service-levels.js';
import type { ServiceLevelsDocument } from '../service-levels.document.js';
import { explain } from './explain.js';
import type { Language } from './texts.js';

/** A service-levels document with each clock told in sentences beside its figures. */
export function explainedDocument(
  document: ServiceLevelsDocument,
  levels: ServiceLevels,
  agreement: CompiledAgreement,
  facts: readonly TicketFact[],
  language: Language,
) {
  const version = agreement.versions.find(({ terms }) => terms.version === levels.agreementVersion);
  if (version === undefined) return document;
  const told = levels.clocks.map((clock) => explain(clock, version, facts, language));
  return {
    ...document,
    clocks: document.clocks.map((clock, index) => ({ ...clock, explanation: told[index] })),
  };
}

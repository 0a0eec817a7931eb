import type { CompiledAgreement } from '@app/agreements/domain';
import type { EpochSecond } from '@app/support-time';
import { ticketAt, type TicketFact } from '@app/tickets/domain';
import { clocksOnBothBases } from '../bases.js';
import { measureTicket } from '../measure.js';
import type { Clock } from '../service-levels.js';
import { explain } from './explain.js';
import type { Language } from './texts.js';

/**
 * One clock of a ticket told in sentences; none where the ticket has no such clock at that instant.
 *
 * @param recorded the ticket's facts in order of recording
 */
export function explainedClock(
  recorded: readonly TicketFact[],
  agreement: CompiledAgreement,
  at: EpochSecond,
  { metric, basis }: Pick<Clock, 'metric' | 'basis'>,
  language: Language,
): string[] {
  const levels = measureTicket(ticketAt(recorded, at), agreement, at);
  const version = agreement.versions.find(({ terms }) => terms.version === levels.agreementVersion);
  const clock = clocksOnBothBases(levels).find((each) => each.metric === metric && each.basis === basis);
  return version && clock ? explain(clock, version, recorded, language) : [];
}

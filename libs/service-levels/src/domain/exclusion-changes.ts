import type { CompiledAgreement, Metric, Priority } from '@app/agreements/domain';
import { exclusionsOf } from '@app/facts';
import type { EpochSecond } from '@app/support-time';
import type { TicketAt } from '@app/tickets/domain';
import { clocksOnBothBases } from './bases.js';
import { measureTicket } from './measure.js';
import type { Clock, ClockState } from './service-levels.js';

/** A net clock without an exclusion and with it; listed where state or month differ. */
export interface ExclusionChange {
  readonly metric: Metric;
  readonly priority: Priority | null;
  readonly without: ClockSummary;
  readonly with: ClockSummary;
}

interface ClockSummary {
  readonly state: ClockState;
  readonly month: string | null;
}

/**
 * What one exclusion changes of a ticket's net clocks, or would change were it accepted, the others as they stand
 * (MEASURING 9: "figures it changes").
 *
 * @param ticket `ticketAt(recorded, at)`
 * @example exclusionChanges(ticket, agreement, at, 'X1') // [{ metric: 'resolution', without: { state: 'breached', … }, with: { state: 'met', … } }]
 */
export function exclusionChanges(
  ticket: TicketAt,
  agreement: CompiledAgreement,
  at: EpochSecond,
  exclusionId: string,
): ExclusionChange[] {
  const netUnder = (state: 'accepted' | 'rejected'): Clock[] => {
    const decided = exclusionsOf(ticket.facts).map((exclusion) =>
      exclusion.exclusionId === exclusionId ? { ...exclusion, state } : exclusion,
    );
    const levels = measureTicket(ticket, agreement, at, decided);
    return clocksOnBothBases(levels).filter(({ basis }) => basis === 'net');
  };
  const accepted = netUnder('accepted');
  return netUnder('rejected').flatMap((clock) => {
    const other = accepted.find(({ metric }) => metric === clock.metric);
    if (other === undefined || (other.state === clock.state && other.month === clock.month)) return [];
    const { metric, priority } = clock;
    return [{ metric, priority, without: summary(clock), with: summary(other) }];
  });
}

const summary = ({ state, month }: Clock): ClockSummary => ({ state, month });

import type { ClockRow, MadeTicket } from '@app/service-levels';
import type { Difference } from '../domain/index.js';
import type { StoredClock } from '../domain/ticket-differences.js';
import { checkTicket } from './ticket-check.js';

/** What the row of a clock says, by the names of its columns. */
const clockOf = (row: ClockRow): StoredClock => ({
  metric: row.metric,
  basis: row.basis,
  state: row.state,
  priority: row.priority,
  clause: row.clause,
  targetSeconds: row.target_seconds,
  allowedSeconds: row.allowed_seconds,
  elapsedSeconds: row.elapsed_seconds,
  startedAt: row.started_at,
  stoppedAt: row.stopped_at,
  dueAt: row.due_at,
  breachesAt: row.breaches_at,
  decidedAt: row.decided_at,
});

/**
 * Measures every ticket a second time when its rows are made anew, while its facts are at hand. A ticket whose facts came
 * in several batches is looked at with each; the last one counts.
 */
export class MadeTickets {
  private readonly found = new Map<string, readonly Difference[]>();

  /** @param at second at which they are measured, where their rows hold then */
  constructor(readonly at: number) {}

  look(made: readonly MadeTicket[]): void {
    for (const { ticketId, recorded, agreement, record, clocks } of made) {
      if (recorded.length === 0) continue;
      const { levels, holdsFrom, holdsBefore } = record.rows;
      const stored = { ...levels, holdsFrom, holdsBefore, clocks: clocks.map(clockOf) };
      const facts = recorded.map(({ fact }) => fact);
      const differences = checkTicket(ticketId, stored, facts, agreement, this.at);
      if (differences.length > 0) this.found.set(ticketId, differences);
      else this.found.delete(ticketId);
    }
  }

  /** Tickets whose rows do not keep what they promise, in order. */
  get differences(): readonly (readonly [ticketId: string, differences: readonly Difference[]])[] {
    return [...this.found].sort(([one], [other]) => (one < other ? -1 : 1));
  }
}

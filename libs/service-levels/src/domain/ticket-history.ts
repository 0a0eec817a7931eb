import { compileAgreement, type Agreement } from '@app/agreements/domain';
import type { RecordedFact } from '@app/facts';
import type { EpochSecond } from '@app/support-time';
import { ticketAt, type TicketFact } from '@app/tickets/domain';
import { clocksOnBothBases } from './bases.js';
import { measureTicket } from './measure.js';
import { clockDocument } from './service-levels.document.js';
import type { Clock } from './service-levels.js';

/** An agreement as one event of its terms left it. */
export interface TermsThen {
  readonly agreement: Agreement;
  /** Of the log. */
  readonly position: bigint;
  readonly type: string;
  readonly recordedAtMs: number;
}

/** A clock as it was judged, without its segments; null: there was none. */
type Judged =
  (Omit<ReturnType<typeof clockDocument>, 'segments'> & { readonly agreementVersion: number }) | null;

/** A clock that is judged otherwise from a position of the log on. */
export interface VerdictRestated {
  readonly metric: Clock['metric'];
  readonly basis: Clock['basis'];
  readonly from: Judged;
  readonly to: Judged;
}

/** What was recorded at a position, and the verdicts that it changed. */
export interface TicketHistoryEntry {
  /** The fact; null: the terms of an agreement changed. */
  readonly factId: string | null;
  readonly agreementId?: string;
  /** Of the fact, or of the change of terms. */
  readonly type: string;
  /** RFC 3339 in UTC, by the log's clock. */
  readonly recordedAt: string;
  readonly position: string;
  readonly changes: readonly VerdictRestated[];
}

/** What came to be known at a position. */
interface Step extends Omit<TicketHistoryEntry, 'changes'> {
  readonly place: bigint;
}

/**
 * Every verdict that a ticket ever had at one instant of the world, over what was known: fact by fact and change of terms
 * by change of terms in the order of the log, each that changes how a clock is judged, from what to what.
 *
 * @param recorded everything recorded of the ticket, in order of recording
 * @param terms all states of the agreements on the services it was registered for, in the order of the log
 * @param at whole second, the same from the first fact to the last
 */
export function ticketHistory(
  recorded: readonly RecordedFact<TicketFact>[],
  terms: readonly TermsThen[],
  at: EpochSecond,
): TicketHistoryEntry[] {
  let before = new Map<string, Clock & { readonly agreementVersion: number }>();
  return stepsOf(recorded, terms).flatMap(({ place, ...step }) => {
    const known = recorded.filter(({ position }) => BigInt(position) <= place).map(({ fact }) => fact);
    const after = clocksOf(known, terms, place, at);
    const keys = [...new Set([...before.keys(), ...after.keys()])];
    const changes = keys.flatMap((key) => restated(before.get(key), after.get(key)) ?? []);
    before = after;
    return changes.length === 0 ? [] : { ...step, changes };
  });
}

function stepsOf(recorded: readonly RecordedFact<TicketFact>[], terms: readonly TermsThen[]): Step[] {
  const facts = recorded.map(({ fact, recordedAtMs, position }): Step => ({
    place: BigInt(position),
    factId: fact.id,
    type: fact.type,
    recordedAt: new Date(recordedAtMs).toISOString(),
    position,
  }));
  const changes = terms.map(({ agreement, type, recordedAtMs, position }): Step => ({
    place: position,
    factId: null,
    agreementId: agreement.agreementId,
    type,
    recordedAt: new Date(recordedAtMs).toISOString(),
    position: String(position),
  }));
  return [...facts, ...changes].sort((a, b) => (a.place < b.place ? -1 : 1));
}

type JudgedClock = Clock & { readonly agreementVersion: number };

/** The clocks by what was known at a position, by metric and basis; none where no terms judge the ticket. */
function clocksOf(
  facts: readonly TicketFact[],
  terms: readonly TermsThen[],
  place: bigint,
  at: EpochSecond,
): Map<string, JudgedClock> {
  const ticket = ticketAt(facts, at);
  const of = ticket.registration?.data;
  const known = terms.findLast(
    ({ position, agreement: { customerId, serviceId } }) =>
      position <= place && customerId === of?.customerId && serviceId === of.serviceId,
  );
  if (known === undefined) return new Map();
  const levels = measureTicket(ticket, compileAgreement(known.agreement), at);
  const { agreementVersion } = levels;
  if (agreementVersion === null) return new Map();
  return new Map(
    clocksOnBothBases(levels).map((clock) => [
      `${clock.metric} ${clock.basis}`,
      { ...clock, agreementVersion },
    ]),
  );
}

function restated(
  before: JudgedClock | undefined,
  after: JudgedClock | undefined,
): VerdictRestated | undefined {
  const either = after ?? before;
  const [from, to] = [judged(before), judged(after)];
  if (either === undefined || JSON.stringify(from) === JSON.stringify(to)) return undefined;
  return { metric: either.metric, basis: either.basis, from, to };
}

function judged(clock: JudgedClock | undefined): Judged {
  if (clock === undefined) return null;
  const { agreementVersion, ...own } = clock;
  const { segments: _, ...document } = clockDocument(own);
  return { ...document, agreementVersion };
}

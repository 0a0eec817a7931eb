import type { TicketFact } from '@app/tickets/domain';

/** Terms of recurrence as the oracle reads them. */
export interface OracleTerms {
  readonly always: readonly string[];
  readonly disruptive: readonly string[];
  readonly occurrences: number;
  readonly withinSeconds: number;
  readonly alikeBy: readonly ('configurationItem' | 'category')[];
}

interface Seen {
  readonly ticketId: string;
  readonly at: number;
  /** Undefined: not to be said. */
  readonly alike: string | undefined;
  readonly disruptive: boolean;
  readonly owesAt: number | undefined;
}

/** A problem that there should be. */
export interface ExpectedProblem {
  readonly openedAt: number;
  readonly tickets: ReadonlySet<string>;
  readonly owing: ReadonlyMap<string, number>;
  readonly generation: number;
  readonly alike: string;
}

/**
 * Recurrence by brute force, as TERMS 6 reads: no code shared with what it judges. `alike` is the values of the fields in
 * order, or the ticket's own id.
 */
export function expectedProblems(
  tickets: ReadonlyMap<string, readonly TicketFact[]>,
  closesOf: (alike: string) => readonly number[],
  terms: OracleTerms,
): ExpectedProblem[] {
  const seen = [...tickets].flatMap(([ticketId, facts]) => seenIn(ticketId, facts, terms) ?? []);
  const problems: ExpectedProblem[] = [];
  for (const alike of new Set(seen.flatMap((each) => each.alike ?? []))) {
    const closes = closesOf(alike);
    const family = seen.filter((each) => each.alike === alike);
    const generationOf = (each: Seen) => closes.filter((at) => at < each.at).length;
    for (const generation of new Set(family.map(generationOf))) {
      const own = family.filter((each) => generationOf(each) === generation);
      const opening = own
        .filter((each) => each.owesAt !== undefined || countUpTo(own, each, terms) >= terms.occurrences)
        .sort((a, b) => (isAfter(a, b) ? 1 : -1))[0];
      if (opening === undefined) continue;
      const joined = own.filter(
        (each) => isAfter(each, opening) || opening.at - each.at <= terms.withinSeconds,
      );
      problems.push({
        openedAt: opening.at,
        tickets: new Set(joined.map(({ ticketId }) => ticketId)),
        owing: new Map(
          seen.flatMap(({ ticketId, owesAt }) => (owesAt === undefined ? [] : [[ticketId, owesAt]])),
        ),
        generation,
        alike,
      });
    }
  }
  return problems;
}

const isAfter = (one: Seen, other: Seen): boolean =>
  one.at > other.at || (one.at === other.at && one.ticketId > other.ticketId);

const countUpTo = (family: readonly Seen[], each: Seen, { withinSeconds }: OracleTerms): number =>
  family.filter((other) => other.disruptive && !isAfter(other, each) && each.at - other.at <= withinSeconds)
    .length;

function seenIn(ticketId: string, recorded: readonly TicketFact[], terms: OracleTerms): Seen | undefined {
  const gone = recorded.flatMap((fact) => (fact.type === 'FactRetracted' ? [fact.data.factId] : []));
  const facts = recorded
    .filter((fact) => fact.type !== 'FactRetracted' && !gone.includes(fact.id))
    .toSorted((a, b) => a.occurredAt - b.occurredAt || a.sequence - b.sequence);
  const registration = facts.find((fact) => fact.type === 'TicketRegistered');
  if (registration === undefined || registration.data.type !== 'incident') return undefined;
  if (facts.some(({ type }) => type === 'Withdrawn' || type === 'MarkedDuplicate')) return undefined;
  const at = registration.occurredAt;
  const had = new Map<string, number>();
  let corrected = facts.findLastIndex(({ type }) => type === 'PriorityCorrected');
  const correction = facts[corrected];
  let current = correction?.type === 'PriorityCorrected' ? correction.data.to : registration.data.priority;
  if (corrected === -1) corrected = facts.indexOf(registration);
  had.set(String(current), at);
  for (const [index, fact] of facts.entries()) {
    if (fact.type !== 'PriorityChanged' || fact.data.to === current) continue;
    if (index < corrected && correction !== undefined) continue;
    current = fact.data.to;
    if (!had.has(current)) had.set(current, Math.max(at, fact.occurredAt));
  }
  const owes = [
    ...[...had].flatMap(([priority, since]) => (terms.always.includes(priority) ? [since] : [])),
    ...facts.flatMap((fact) =>
      fact.type === 'RootCauseAnalysisRequested' ? [Math.max(at, fact.occurredAt)] : [],
    ),
  ];
  const disruptive = [...had.keys()].some((priority) => terms.disruptive.includes(priority));
  if (!disruptive && owes.length === 0) return undefined;
  const words = terms.alikeBy.map((field) => registration.data[field] ?? '');
  const known =
    words.every((word) => word !== '') && !facts.some(({ type }) => type === 'RecurrenceRejected');
  const alone = owes.length > 0 ? `ticket ${ticketId}` : undefined;
  const owesAt = owes.length > 0 ? Math.min(...owes) : undefined;
  return { ticketId, at, alike: known ? words.join(' ') : alone, disruptive, owesAt };
}

/**
 * Recurrence as a person would check it with a list and a calendar (TERMS 6), no code shared: of the incidents between
 * two closes, the first that owes an analysis, or that has so many like it up to its own instant within the days before
 * it, opens the problem; whatever comes later joins, and what lies within the days before.
 *
 * @returns {{ generation: number, openedBy: string, tickets: string[] }[]}
 */
export const naiveProblems = (family, closes) => {
  const found = [];
  for (let generation = 0; generation <= closes.length; generation += 1) {
    const [after, until] = [closes[generation - 1] ?? -Infinity, closes[generation] ?? Infinity];
    const own = family.filter(({ registeredAt }) => registeredAt > after && registeredAt <= until);
    const opening = own.filter((each) => opens(each, own)).reduce(earlier, undefined);
    if (opening === undefined) continue;
    const from = opening.registeredAt - opening.withinSeconds;
    const tickets = own.filter((each) => !isLater(opening, each) || each.registeredAt >= from);
    found.push({ generation, openedBy: opening.ticketId, tickets: tickets.map(({ ticketId }) => ticketId) });
  }
  return found;
};

const isLater = (a, b) =>
  a.registeredAt > b.registeredAt || (a.registeredAt === b.registeredAt && a.ticketId > b.ticketId);

const earlier = (a, b) => (a === undefined || isLater(a, b) ? b : a);

const opens = (each, own) =>
  each.analysisAt !== null ||
  own.filter((other) => !isLater(other, each) && other.registeredAt >= each.registeredAt - each.withinSeconds)
    .length >= each.occurrences;

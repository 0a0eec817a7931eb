import type { EpochSecond } from '@app/support-time';
import type { Incident } from './incident.js';

/** What detection looks at in an incident. */
export type Occurrence = Pick<
  Incident,
  'ticketId' | 'registeredAt' | 'disruptive' | 'analysisAt' | 'occurrences' | 'withinSeconds'
>;

/** A problem that there should be: the incidents of one family between two closes of it. */
export interface Recurrence<O extends Occurrence = Occurrence> {
  /** How many like problems were closed before its incidents were registered. */
  readonly generation: number;
  /** The incident that made it a problem: the first that always opens one, or that completes a recurrence. */
  readonly openedBy: O;
  /** In order of registration, `openedBy` among them. */
  readonly incidents: readonly O[];
}

/** Order of registration; those of one second by id. */
export const byRegistration = (
  a: Pick<Incident, 'registeredAt' | 'ticketId'>,
  b: Pick<Incident, 'registeredAt' | 'ticketId'>,
): number =>
  a.registeredAt - b.registeredAt || (a.ticketId < b.ticketId ? -1 : a.ticketId > b.ticketId ? 1 : 0);

/**
 * The problems of one family of like incidents (TERMS 6). A problem opens with the first incident that always opens one,
 * or that is the last of `occurrences` disruptive ones within `withinSeconds` (equal is within). From there on every like
 * incident joins; of those before it, the ones within its window. A problem that was closed ends a generation: incidents
 * registered after that instant begin the next.
 *
 * One pass, a bounded amount of work an incident.
 *
 * @param incidents of one family, in order of registration
 * @param closes when problems of the family were closed, ascending
 * @example detect([inc1, inc2, inc3], []) // [{ generation: 0, openedBy: inc2, incidents: [inc1, inc2, inc3] }]
 */
export function detect<O extends Occurrence>(
  incidents: readonly O[],
  closes: readonly EpochSecond[],
): Recurrence<O>[] {
  const found: Recurrence<O>[] = [];
  let [generation, first] = [0, 0];
  let joined: O[] | undefined;
  for (const [index, incident] of incidents.entries()) {
    const before = generation;
    while ((closes[generation] ?? Infinity) < incident.registeredAt) generation += 1;
    if (generation !== before) [first, joined] = [index, undefined];
    if (joined !== undefined) {
      joined.push(incident);
    } else if (opens(incident, incidents, first, index)) {
      joined = inWindow(incident, incidents, first, index);
      found.push({ generation, openedBy: incident, incidents: joined });
    }
  }
  return found;
}

/** Until a problem opens, every incident is a disruptive one: another would have opened it. */
function opens(
  { analysisAt, occurrences, withinSeconds, registeredAt }: Occurrence,
  incidents: readonly Occurrence[],
  first: number,
  index: number,
): boolean {
  if (analysisAt !== null) return true;
  const earliest = index - (occurrences - 1);
  return (
    earliest >= first && (incidents[earliest]?.registeredAt ?? -Infinity) >= registeredAt - withinSeconds
  );
}

/** The incident that opens a problem, after those of its generation that lie in its window. */
function inWindow<O extends Occurrence>(
  { registeredAt, withinSeconds }: Occurrence,
  incidents: readonly O[],
  first: number,
  index: number,
): O[] {
  let start = index;
  while (start > first && (incidents[start - 1]?.registeredAt ?? -Infinity) >= registeredAt - withinSeconds)
    start -= 1;
  return incidents.slice(start, index + 1);
}

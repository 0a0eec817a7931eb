import type { WantedFact } from '@app/facts';
import type { ProblemFact } from '../problem-fact.js';
import { familyIn } from './family.js';
import type { PeopleDecided } from './people-decided.js';
import type { ProblemGoal } from './problem-goal.js';
import type { IncidentsById } from './problem-wish.js';

type Linked = Extract<ProblemFact, { type: 'TicketLinked' }>;

/** What of a problem's links the reactor wants. */
export interface LinkWishes {
  readonly wanted: readonly WantedFact[];
  readonly kept: ReadonlySet<string>;
}

/**
 * A link that holds is there at its instant, and nothing else is: one dated otherwise is corrected, one undone before is
 * done again by taking the undoing back. A link that holds no more stays as history, undone at its own instant with the
 * reason: it should never have been.
 *
 * @param own standing facts of the reactor
 */
export function linkWishes(
  problemId: string,
  own: readonly ProblemFact[],
  goal: ProblemGoal | undefined,
  people: PeopleDecided,
  incidents: IncidentsById,
): LinkWishes {
  const wanted: WantedFact[] = [];
  const kept = new Set<string>();
  for (const [ticketId, occurredAt] of goal?.links ?? []) {
    if (leavesItToUs(people.link(ticketId)))
      wanted.push({ type: 'TicketLinked', occurredAt, data: { ticketId } });
  }
  const unlinks = new Set(own.flatMap((fact) => (fact.type === 'TicketUnlinked' ? [keyOf(fact)] : [])));
  for (const link of own) {
    if (link.type !== 'TicketLinked') continue;
    const { ticketId } = link.data;
    const decided = people.link(ticketId);
    // What a person linked needs no link of ours; what belongs here has the one asked for above.
    if (decided === 'linked' || (leavesItToUs(decided) && goal?.links.has(ticketId) === true)) continue;
    kept.add(link.id);
    if (decided === 'put-back') continue;
    if (decided === undefined || people.outlives(link) || unlinks.has(keyOf(link))) {
      wanted.push(unlinking(link, reasonFor(ticketId, problemId, incidents)));
    }
  }
  return { wanted, kept };
}

/** Whether a link that belongs here is the reactor's to record. */
const leavesItToUs = (decided: ReturnType<PeopleDecided['link']>): boolean =>
  decided === undefined || decided === 'put-back';

const keyOf = ({
  occurredAt,
  data,
}: Extract<ProblemFact, { type: 'TicketLinked' | 'TicketUnlinked' }>): string =>
  `${occurredAt} ${data.ticketId}`;

const unlinking = ({ occurredAt, data: { ticketId } }: Linked, reason: string): WantedFact => ({
  type: 'TicketUnlinked',
  occurredAt,
  sequence: 1,
  data: { ticketId, reason },
  about: { ticketId },
});

function reasonFor(ticketId: string, problemId: string, incidents: IncidentsById): string {
  const incident = incidents.get(ticketId);
  if (incident === undefined) {
    return 'It is no incident that counts for problems any more: withdrawn, a duplicate, retracted, or of another type or priority.';
  }
  if (incident.family !== familyIn(problemId)) {
    return 'It is not alike to the others any more: its item or category reads differently.';
  }
  return 'It does not belong to this problem any more: the incidents or closes that it followed from have changed.';
}

import { standingOf, type RecordedFact, type WantedFact, type Wish } from '@app/facts';
import type { EpochSecond } from '@app/support-time';
import type { ProblemFact } from '../problem-fact.js';
import { PROBLEM_DETECTION } from './detection.author.js';
import type { Incident } from './incident.js';
import { peopleDecided, type PeopleDecided } from './people-decided.js';
import type { ProblemGoal } from './problem-goal.js';
import { linkWishes } from './link-wishes.js';

/** What is known of incidents, by ticket; of a ticket that is none that counts, nothing. */
export type IncidentsById = ReadonlyMap<string, Pick<Incident, 'family' | 'analysisAt'>>;

const NO_LONGER = 'No incident is left that makes this a problem.';

/**
 * Which facts of the reactor a problem should have. What people said of it stands: a ticket that a person linked is left
 * to that link, one that a person unlinked stays out, and a record that a person took back is left as it is.
 *
 * A record whose incidents have gone stays as history: its links are undone with the reason, and it is closed. Which
 * records are open, what they are linked to, and which analyses they have depends on the facts of people alone.
 *
 * @param recorded facts of the problem, in order of recording
 * @param goal undefined: recurrence asks for no such problem
 */
export function problemWish(
  problemId: string,
  recorded: readonly RecordedFact<ProblemFact>[],
  goal: ProblemGoal | undefined,
  incidents: IncidentsById,
): Wish {
  const own = standingOf(PROBLEM_DETECTION, recorded).map(({ fact }) => fact);
  const people = peopleDecided(recorded);
  const reason = 'The incidents that led to this have changed.';
  if (people.takenBack.has('ProblemRegistered')) {
    return { wanted: [], kept: new Set(own.map(({ id }) => id)), reason };
  }
  const links = linkWishes(problemId, own, goal, people, incidents);
  if (goal === undefined) {
    const registrations = own.filter(({ type }) => type === 'ProblemRegistered');
    const kept = new Set([...links.kept, ...registrations.map(({ id }) => id)]);
    return { wanted: [...links.wanted, ...closing(registrations, people)], kept, reason };
  }
  const wanted = [registering(goal), ...links.wanted, ...analysing(goal, people, incidents)];
  return { wanted, kept: links.kept, reason };
}

const registering = ({ openedAt, registration }: ProblemGoal): WantedFact => ({
  type: 'ProblemRegistered',
  occurredAt: openedAt,
  data: { ...registration },
});

/** At the earliest instant at which an incident of the open problem owes an analysis. */
function analysing(
  { openedAt, links }: ProblemGoal,
  people: PeopleDecided,
  incidents: IncidentsById,
): readonly WantedFact[] {
  if (people.takenBack.has('RootCauseAnalysisStarted')) return [];
  const linked = [...[...links.keys()].filter((id) => people.link(id) !== 'unlinked'), ...people.linked];
  const owing = linked.flatMap((ticketId) => incidents.get(ticketId)?.analysisAt ?? []);
  if (owing.length === 0) return [];
  const occurredAt: EpochSecond = Math.max(
    openedAt,
    owing.reduce((a, b) => Math.min(a, b)),
  );
  return [{ type: 'RootCauseAnalysisStarted', occurredAt, data: {} }];
}

/** People who linked tickets to it by hand have made it their own. */
function closing(registrations: readonly ProblemFact[], people: PeopleDecided): readonly WantedFact[] {
  const [first] = registrations;
  if (first === undefined || people.linked.length > 0 || people.takenBack.has('ProblemClosed')) return [];
  return [
    {
      type: 'ProblemClosed',
      occurredAt: first.occurredAt,
      sequence: 2,
      data: { reason: NO_LONGER },
      about: {},
    },
  ];
}

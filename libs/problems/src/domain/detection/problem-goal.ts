import { inOrder, standing, type RecordedFact } from '@app/facts';
import type { EpochSecond } from '@app/support-time';
import type { ProblemFact, ProblemFactData } from '../problem-fact.js';
import { PROBLEM_DETECTION } from './detection.author.js';
import { detect, type Recurrence } from './detect.js';
import { problemIdOf } from './family.js';
import type { Incident } from './incident.js';

/** A problem record as it should be, as far as recurrence goes: a function of incidents and of closes. */
export interface ProblemGoal {
  readonly problemId: string;
  /** When the incident that opened it was registered: the record begins there. */
  readonly openedAt: EpochSecond;
  readonly registration: ProblemFactData['ProblemRegistered'];
  /** From when on each incident is linked. */
  readonly links: ReadonlyMap<string, EpochSecond>;
}

/** A problem of a family with all its facts, in order of recording. */
export interface FamilyProblem {
  readonly problemId: string;
  readonly recorded: readonly RecordedFact<ProblemFact>[];
}

/**
 * The problems that there should be of one family. What people closed ends a generation of it, and the next problem
 * refers to the one closed last; what the reactor closed, as nothing was left of it, does not.
 *
 * @param incidents all of the family, in order of registration
 * @param problems all of the family, whether registered or not
 */
export function problemGoals(
  family: string,
  incidents: readonly Incident[],
  problems: readonly FamilyProblem[],
): readonly ProblemGoal[] {
  const closes = problems
    .flatMap(({ problemId, recorded }) => {
      const at = closedByPeopleAt(recorded);
      return at === undefined ? [] : [{ problemId, at }];
    })
    .sort((a, b) => a.at - b.at || (a.problemId < b.problemId ? -1 : 1));
  const found = detect(
    incidents,
    closes.map(({ at }) => at),
  );
  return found.map((recurrence) =>
    goalOf(
      problemIdOf(family, recurrence.generation),
      recurrence,
      closes[recurrence.generation - 1]?.problemId,
    ),
  );
}

/** Whatever its registration, which is the reactor's own: what people said decides alone. */
function closedByPeopleAt(recorded: readonly RecordedFact<ProblemFact>[]): EpochSecond | undefined {
  const people = recorded.filter(
    ({ fact, recordedBy }) => fact.type === 'FactRetracted' || recordedBy !== PROBLEM_DETECTION,
  );
  const { facts } = standing(people.map(({ fact }) => fact));
  return inOrder(facts).find(({ type }) => type === 'ProblemClosed')?.occurredAt;
}

function goalOf(
  problemId: string,
  { openedBy, incidents }: Recurrence<Incident>,
  refersTo?: string,
): ProblemGoal {
  const {
    customerId,
    serviceId,
    configurationItem,
    category,
    alikeBy,
    missing,
    registeredAt: openedAt,
  } = openedBy;
  const shared = (field: 'configurationItem' | 'category', value: string | null) =>
    value !== null && missing.length === 0 && alikeBy.includes(field) ? { [field]: value } : {};
  return {
    problemId,
    openedAt,
    registration: {
      customerId,
      serviceId,
      ...shared('configurationItem', configurationItem),
      ...shared('category', category),
      ...(refersTo === undefined ? {} : { refersTo }),
    },
    links: new Map(
      incidents.map(({ ticketId, registeredAt }) => [ticketId, Math.max(openedAt, registeredAt)]),
    ),
  };
}

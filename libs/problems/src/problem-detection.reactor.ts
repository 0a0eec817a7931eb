import { AGREEMENT_EVENTS } from '@app/agreements/domain';
import { lackingFacts, type RecordedFact, type Target } from '@app/facts';
import {
  PROBLEM_DETECTION,
  PROBLEM_FACTS,
  problemGoals,
  problemWish,
  type IncidentsById,
  type ProblemFact,
  type ProblemGoal,
} from '@app/problems/domain';
import { PARTITION_ORDERS } from '@app/projections';
import { defineReactor, type Look } from '@app/reactors';
import type { RecordingParts } from '@app/recording';
import { TICKET_FACTS } from '@app/tickets/domain';
import { readFamilies, type FamilyRows } from './families.rows.js';
import { subjectsOf } from './reaction-subjects.js';
import { sayLacking } from './say-lacking.js';
import { touchedFamilies } from './touched-families.js';

/** A problem that lacks facts of the reactor, or has too many. */
interface ProblemWork {
  readonly problemId: string;
  readonly goal: ProblemGoal | undefined;
  readonly incidents: IncidentsById;
}

/**
 * Opens problem records for recurring incidents, links what belongs to them and takes back what does not (TERMS 6; ADR
 * 0031). Its partitions are families of like incidents.
 */
export const problemDetection = (parts: RecordingParts) =>
  defineReactor<ProblemWork>({
    name: 'problem-detection',
    version: 1,
    handles: [
      ...new Set([
        ...[...TICKET_FACTS, ...PROBLEM_FACTS].map(({ type }) => type),
        ...AGREEMENT_EVENTS,
        ...PARTITION_ORDERS,
      ]),
    ],
    partitionsOf: ({ tx }, events) => touchedFamilies(tx, subjectsOf(events)),
    find: async (look, families) => {
      const rows = await readFamilies(look.tx, families);
      const without = incompleteIn(look);
      const found = families
        .filter((family) => !isIncomplete(family, rows, without))
        .map((family) => [family, worksOf(family, rows)] as const);
      return new Map(found.filter(([, works]) => works.length > 0));
    },
    act: (job) =>
      sayLacking<ProblemFact>(parts, PROBLEM_DETECTION, job, targetOf(job.work.problemId), (recorded) =>
        lackingIn(job.work, recorded),
      ),
  });

const targetOf = (problemId: string): Target => ({ kind: 'problem', id: problemId });

function lackingIn(
  { problemId, goal, incidents }: ProblemWork,
  recorded: readonly RecordedFact<ProblemFact>[],
) {
  const wish = problemWish(problemId, recorded, goal, incidents);
  return lackingFacts(PROBLEM_DETECTION, targetOf(problemId), recorded, wish);
}

function worksOf(family: string, { incidents, problems, byTicket }: FamilyRows): readonly ProblemWork[] {
  const known = problems.get(family) ?? [];
  const goals = new Map(
    problemGoals(family, incidents.get(family) ?? [], known).map((goal) => [goal.problemId, goal]),
  );
  const recordedOf = new Map(known.map(({ problemId, recorded }) => [problemId, recorded]));
  return [...new Set([...recordedOf.keys(), ...goals.keys()])]
    .map((problemId) => ({ problemId, goal: goals.get(problemId), incidents: byTicket }))
    .filter((work) => lackingIn(work, recordedOf.get(work.problemId) ?? []).length > 0);
}

const PROJECTIONS: ReadonlySet<string> = new Set(['tickets', 'incidents', 'problems', 'agreements']);

const incompleteIn = ({ incomplete }: Look): ReadonlySet<string> =>
  new Set(
    incomplete.flatMap(({ projection, partition }) => (PROJECTIONS.has(projection) ? [partition] : [])),
  );

/** Nothing is said because of rows that lack facts. */
function isIncomplete(
  family: string,
  { incidents, problems, named }: FamilyRows,
  without: ReadonlySet<string>,
): boolean {
  if (without.size === 0) return false;
  const ids = [
    ...(incidents.get(family) ?? []).map(({ ticketId }) => ticketId),
    ...(problems.get(family) ?? []).map(({ problemId }) => problemId),
    ...(named.get(family) ?? []).map(({ ticket_id }) => ticket_id),
  ];
  return ids.some((id) => without.has(id));
}

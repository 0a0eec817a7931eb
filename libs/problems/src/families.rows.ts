import type { RecordedFact } from '@app/facts';
import type { Queryable } from '@app/platform';
import { familyIn, problemIdPrefix, type Incident, type ProblemFact } from '@app/problems/domain';
import { incidentFrom, type IncidentRow } from './incidents.rows.js';

/** A problem with its facts in order of recording. */
export interface RecordedProblem {
  readonly problemId: string;
  readonly recorded: readonly RecordedFact<ProblemFact>[];
}

/** Everything that says which problems there should be of some families. */
export interface FamilyRows {
  /** By family, in order of registration. */
  readonly incidents: ReadonlyMap<string, readonly Incident[]>;
  /** By family, whether registered or not. */
  readonly problems: ReadonlyMap<string, readonly RecordedProblem[]>;
  /** Those of the families, and all that their problems name: also what has left them. */
  readonly byTicket: ReadonlyMap<string, Incident>;
  /** Tickets that the problems of a family name, by family. */
  readonly named: ReadonlyMap<string, readonly Pick<IncidentRow, 'ticket_id'>[]>;
}

/** A ticket that a problem names, with the incident that it is, if it is one that counts. */
type NamedRow = Pick<IncidentRow, 'ticket_id'> & { readonly problem_id: string };
type KnownRow = NamedRow & IncidentRow;
const isKnown = (row: NamedRow & Partial<IncidentRow>): row is KnownRow =>
  typeof row.customer_id === 'string';

/** Reads some families in three statements. */
export async function readFamilies(sql: Queryable, families: readonly string[]): Promise<FamilyRows> {
  const own = await sql<IncidentRow[]>`
    select * from incident where family = any(${families as string[]}) order by registered_at, ticket_id`;
  const problems = await sql<{ problemId: string; recorded: RecordedFact<ProblemFact>[] }[]>`
    select problem_id as "problemId", facts as recorded from unnest(${families.map(problemIdPrefix)}::text[]) as family (prefix)
    join problem on problem_id >= prefix and problem_id < prefix || '~'
    order by problem_id`;
  const named = await sql<(NamedRow | KnownRow)[]>`
    select incident.*, problem_ticket.problem_id, problem_ticket.ticket_id
    from problem_ticket left join incident on incident.ticket_id = problem_ticket.ticket_id
    where problem_id = any(${problems.map(({ problemId }) => problemId)})`;
  const incidents = own.map(incidentFrom);
  const known = [...named.filter(isKnown).map(incidentFrom), ...incidents];
  return {
    incidents: groupBy(incidents, ({ family }) => family ?? undefined),
    problems: groupBy(problems, ({ problemId }) => familyIn(problemId)),
    byTicket: new Map(known.map((incident) => [incident.ticketId, incident])),
    named: groupBy(named, ({ problem_id }) => familyIn(problem_id)),
  };
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string | undefined): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

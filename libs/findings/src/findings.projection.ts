import { OUTAGE_FACTS } from '@app/availability/domain';
import type { Transaction } from '@app/platform';
import { PROBLEM_FACTS } from '@app/problems/domain';
import { defineProjection, type ChangedPartitions } from '@app/projections';
import { AgreementsInForce } from '@app/service-levels';
import { TICKET_FACTS } from '@app/tickets/domain';
import { FIND } from './find.js';
import { saveFindings, type SubjectKind } from './finding.rows.js';
import { findingIndexes, findingTables } from './findings.tables.js';

const KINDS = ['ticket', 'outage', 'problem'] as const satisfies readonly SubjectKind[];

/** How many subjects are looked at again at once because others changed: what bounds the memory of it. */
const CHUNK = 1_000;

/** All that is known is in the rows of earlier projections. */
const NOTHING_OF_ITS_OWN = {};

const isSubject = (stream: string): boolean => KINDS.some((kind) => stream.startsWith(`${kind}-`));

/** What is not as it should be, of tickets, outages and problems: found again whenever anything it hangs on changes. */
export const findingsProjection = () => {
  const agreements = new AgreementsInForce();
  return defineProjection<object>({
    name: 'findings',
    version: 1,
    handles: [...new Set([...TICKET_FACTS, ...OUTAGE_FACTS, ...PROBLEM_FACTS].map(({ type }) => type))],
    tables: findingTables,
    readIndexes: findingIndexes,
    partitionBy: ({ stream }) => (isSubject(stream) ? stream : undefined),
    load: (_sql, streams) => Promise.resolve(new Map(streams.map((stream) => [stream, NOTHING_OF_ITS_OWN]))),
    apply: () => NOTHING_OF_ITS_OWN,
    save: async (sql, changed) => {
      for (const kind of KINDS) {
        const ids = [...changed.keys()].flatMap((stream) =>
          stream.startsWith(`${kind}-`) ? [stream.slice(kind.length + 1)] : [],
        );
        await saveFindings(sql, kind, ids, await FIND[kind](sql, agreements, ids));
      }
    },
    async *touches(sql, changed) {
      const streams = await subjectsTouched(sql, changed);
      for (let start = 0; start < streams.length; start += CHUNK) yield streams.slice(start, start + CHUNK);
    },
  });
};

/** The subjects whose findings hang on what has changed: themselves, what they name or named, and their agreements. */
async function subjectsTouched(sql: Transaction, changed: ChangedPartitions): Promise<string[]> {
  const of = (projection: string) => [...(changed.get(projection) ?? [])];
  const [tickets, outages, problems] = [of('tickets'), of('outages'), of('problems')];
  const rows = await sql<{ stream: string }[]>`
    select 'ticket-' || ticket_id as stream from problem_ticket where problem_id = any(${problems})
    union
    select 'ticket-' || (told -> 'fact' -> 'data' ->> 'ticketId')
    from outage, jsonb_array_elements(facts) as told
    where outage_id = any(${outages}) and told -> 'fact' -> 'data' ? 'ticketId'
    union
    select 'outage-' || outage_id from outage where service_id in (
      select service_id from agreement where agreement_id = any(${of('agreements')})
    )`;
  return [
    ...new Set([
      ...tickets.map((id) => `ticket-${id}`),
      ...outages.map((id) => `outage-${id}`),
      ...problems.map((id) => `problem-${id}`),
      ...rows.map(({ stream }) => stream),
    ]),
  ];
}

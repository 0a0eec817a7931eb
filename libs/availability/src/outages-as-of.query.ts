import { outageStart, type OutageFact } from '@app/availability/domain';
import { knownUpTo, type RecordedFact, type UpTo } from '@app/facts';
import type { Queryable } from '@app/platform';

/** How many outages are looked at at once: what bounds the memory of it. */
const CHUNK = 200;

/** An outage as it was known: whose it was, by the facts of then. */
export interface OutageAsOf {
  readonly outageId: string;
  readonly facts: readonly RecordedFact<OutageFact>[];
  readonly serviceId: string | null;
  readonly customerId: string | null;
}

/**
 * Outages of which something was known when the log went up to a position, by id, each with the facts of then. Whose an
 * outage is may have been recorded or retracted since: so all of them are looked through.
 *
 * @param after an id: only outages behind it
 */
export async function* outagesAsOf(sql: Queryable, upTo: UpTo, after = ''): AsyncIterable<OutageAsOf> {
  const rows = sql<{ outageId: string; facts: readonly RecordedFact<OutageFact>[] }[]>`
    select outage_id as "outageId", facts from outage where outage_id > ${after} order by outage_id`;
  for await (const chunk of rows.cursor(CHUNK)) {
    for (const row of chunk) {
      const facts = knownUpTo(row.facts, upTo);
      if (facts.length === 0) continue;
      const data = outageStart(facts.map(({ fact }) => fact))?.data;
      const { serviceId = null, customerId = null } = data ?? {};
      yield { outageId: row.outageId, facts, serviceId, customerId };
    }
  }
}

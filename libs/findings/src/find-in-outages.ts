import { outageAt, type OutageFact } from '@app/availability/domain';
import { agreementsAsOf } from '@app/agreements';
import { knownUpTo, type RecordedFact, type UpTo } from '@app/facts';
import { lacksTicket } from '@app/findings/domain';
import type { Queryable } from '@app/platform';
import type { AgreementsInForce } from '@app/service-levels';
import { findingRow, type FindingRow } from './finding.rows.js';

/**
 * The findings of some outages when all their facts that are known count: one that names no ticket since it started, for
 * each agreement that it concerns; one that nobody recorded to have started since the first that is known of it.
 */
export async function findInOutages(
  sql: Queryable,
  agreements: AgreementsInForce,
  outageIds: readonly string[],
  upTo?: UpTo,
): Promise<FindingRow[]> {
  if (outageIds.length === 0) return [];
  const rows = await sql<{ outageId: string; facts: readonly RecordedFact<OutageFact>[] }[]>`
    select outage_id as "outageId", facts from outage where outage_id = any(${outageIds as string[]})`;
  const told = rows.map(({ outageId, facts }) => {
    const own = knownUpTo(facts, upTo).map(({ fact }) => fact);
    return { outageId, own, now: outageAt(outageId, own, Infinity) };
  });
  const services = told.flatMap(({ now }) => (now.kind === 'outage' ? [now.outage.serviceId] : []));
  const customers = await sql<{ customerId: string; serviceId: string }[]>`
    select customer_id as "customerId", service_id as "serviceId" from ${agreementsAsOf(sql, upTo)}
    where service_id = any(${services})`;
  const agreementOf = await agreements.of(sql, services, upTo);
  return told.flatMap(({ outageId, own, now }): FindingRow[] => {
    const subject = {
      kind: 'outage',
      id: outageId,
      customerId: null,
      agreement: undefined,
      open: true,
    } as const;
    if (now.kind === 'none') return [];
    if (now.kind === 'without-start') {
      const since = Math.min(...own.map(({ occurredAt }) => occurredAt));
      return [findingRow(subject, { code: 'OUTAGE_WITHOUT_START', since })];
    }
    const { outage } = now;
    if (!lacksTicket(outage)) return [];
    const found = { code: 'OUTAGE_WITHOUT_TICKET', since: outage.startedAt } as const;
    const open = outage.endedAt === null;
    const concerned = customers.filter(
      ({ customerId, serviceId }) =>
        serviceId === outage.serviceId && (outage.customerId ?? customerId) === customerId,
    );
    if (concerned.length === 0)
      return [findingRow({ ...subject, customerId: outage.customerId, open }, found)];
    return concerned.map(({ customerId, serviceId }) =>
      findingRow({ ...subject, customerId, agreement: agreementOf(customerId, serviceId), open }, found),
    );
  });
}

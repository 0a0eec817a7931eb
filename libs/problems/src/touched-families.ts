import type { StoredEvent } from '@app/event-store';
import type { Queryable } from '@app/platform';
import { familyIn } from '@app/problems/domain';
import { noteLast, type Subjects } from './reaction-subjects.js';

/** The families in which these subjects are, or were: whose problems may have to read differently now. */
export async function touchedFamilies(
  sql: Queryable,
  { tickets, problems, agreements }: Subjects,
): Promise<Map<string, StoredEvent>> {
  const families = new Map<string, StoredEvent>();
  const note = (family: string | null | undefined, event: StoredEvent | undefined): void => {
    if (family !== null && family !== undefined) noteLast(families, family, event);
  };
  for (const [problemId, event] of problems) note(familyIn(problemId), event);
  const ticketIds = [...tickets.keys()];
  const now = await sql<{ ticketId: string; family: string | null }[]>`
    select ticket_id as "ticketId", family from incident where ticket_id = any(${ticketIds})`;
  for (const { ticketId, family } of now) note(family, tickets.get(ticketId));
  const before = await sql<{ ticketId: string; problemId: string }[]>`
    select ticket_id as "ticketId", problem_id as "problemId" from problem_ticket
    where ticket_id = any(${ticketIds})`;
  for (const { ticketId, problemId } of before) note(familyIn(problemId), tickets.get(ticketId));
  for (const { agreementId, family, problemId } of await ofAgreements(sql, [...agreements.keys()])) {
    note(family ?? familyIn(problemId ?? ''), agreements.get(agreementId));
  }
  return families;
}

/** Terms that change may change the family of every incident, and which of them count. */
async function ofAgreements(sql: Queryable, agreementIds: readonly string[]) {
  if (agreementIds.length === 0) return [];
  return sql<{ agreementId: string; family: string | null; problemId: string | null }[]>`
    select distinct agreement_id as "agreementId", family, null as "problemId"
    from agreement join incident using (customer_id, service_id)
    where agreement.agreement_id = any(${agreementIds as string[]}) and family is not null
    union
    select agreement.agreement_id, null, problem_id
    from agreement join problem using (customer_id, service_id)
    where agreement.agreement_id = any(${agreementIds as string[]})`;
}

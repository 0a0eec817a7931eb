import type { AtRisk, MonthFrame } from '@app/evaluations/domain';
import type { Queryable } from '@app/platform';
import { butNot, type LeftOut } from './month-rows.queries.js';

interface AtRiskRow extends AtRisk {
  readonly agreementVersion: number;
  /** The instant that `elapsedSeconds` is of. */
  readonly measuredAt: number;
}

/**
 * Open clocks at risk at the frame's `at`, of tickets whose rows hold then and that were registered before the month's
 * end. Nothing but time has passed since a row was written: a running clock has gone on through the support hours.
 */
export async function atRiskIn(sql: Queryable, frame: MonthFrame, leftOut: LeftOut): Promise<AtRisk[]> {
  const { agreement, bounds, at } = frame;
  const { agreementId } = agreement.agreement;
  const rows = await sql<AtRiskRow[]>`
    select clock.ticket_id as "ticketId", metric, basis, clock.state, clock.priority, clause,
      target_seconds as "targetSeconds", allowed_seconds as "allowedSeconds",
      elapsed_seconds as "elapsedSeconds", due_at as "dueAt", breaches_at as "breachesAt",
      clock.agreement_version as "agreementVersion", holds_from as "measuredAt"
    from read.clock_verdict as clock
    join read.ticket as ticket using (ticket_id)
    where clock.agreement_id = ${agreementId} ${butNot(sql, frame, leftOut)}
      and at_risk_at <= ${at} and registered_at < ${bounds.to}
    order by clock.ticket_id, metric desc, basis`;
  const calendars = new Map(agreement.versions.map(({ terms, calendar }) => [terms.version, calendar]));
  return rows.map(({ agreementVersion, measuredAt, ...clock }) => {
    const ran = clock.state === 'running' ? calendars.get(agreementVersion)?.between(measuredAt, at) : 0;
    return { ...clock, elapsedSeconds: clock.elapsedSeconds + (ran ?? 0) };
  });
}

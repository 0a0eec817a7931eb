import { copyRows, pgArray, type Transaction } from '@app/platform';
import type { TicketRows } from '@app/service-levels/domain';

/** What the read models hold of one ticket besides its facts. */
export interface TicketRecord {
  readonly ticketId: string;
  readonly customerId: string | null;
  readonly serviceId: string | null;
  /** Null where no agreement covers it, or its customer is in doubt: then it is in nobody's figures. */
  readonly agreementId: string | null;
  readonly rows: Omit<TicketRows, 'levels'> & { readonly levels: Omit<TicketRows['levels'], 'agreementId'> };
  /** Of its stream, from 0. */
  readonly revision: number;
  /** Of its last fact. */
  readonly position: string;
}

/** Writes the rows of some tickets, set by set; rows of clocks that are no more are gone. */
export async function saveTickets(tx: Transaction, records: readonly TicketRecord[]): Promise<void> {
  if (records.length === 0) return;
  const ticketIds = records.map(({ ticketId }) => ticketId);
  await Promise.all([
    tx`delete from ticket where ticket_id = any(${ticketIds})`,
    tx`
      with changed as (delete from clock_verdict where ticket_id = any(${ticketIds}) returning *)
      ${tallied(tx, -1)}`,
  ]);
  await copyRows(tx, 'ticket', records.map(ticketRow));
  await copyRows(tx, 'clock_verdict', records.flatMap(verdictRows));
  await Promise.all([
    tx`
      with changed as (select * from clock_verdict where ticket_id = any(${ticketIds}))
      ${tallied(tx, 1)}`,
    // Whatever batches the facts came in, the same rows are left.
    tx`delete from clock_tally where count = 0`,
  ]);
}

/** Counts the decided clocks among `changed`, once more or once less. */
const tallied = (tx: Transaction, sign: 1 | -1) => tx`
  insert into clock_tally as known
  select agreement_id, agreement_version, metric, basis, priority, state, cut, verdict_month, registration_month,
    ${sign} * count(*)
  from changed
  where state in ('met', 'breached')
  group by agreement_id, agreement_version, metric, basis, priority, state, cut, verdict_month, registration_month
  on conflict (
    agreement_id, verdict_month, registration_month, cut, agreement_version, metric, basis, priority, state
  ) do update set count = known.count + excluded.count`;

function ticketRow({ ticketId, customerId, serviceId, agreementId, rows, revision, position }: TicketRecord) {
  const { levels, activity, holdsFrom, holdsBefore, pausesChangeAt } = rows;
  return {
    ticket_id: ticketId,
    customer_id: customerId,
    service_id: serviceId,
    agreement_id: agreementId,
    agreement_version: levels.agreementVersion,
    type: levels.type,
    priority: levels.priority,
    state: activity?.state ?? null,
    registered_at: levels.registeredAt,
    registered_month: rows.registeredMonth,
    findings: pgArray(levels.findings),
    exclusions: levels.exclusions,
    resolutions: pgArray(activity?.resolutions.map(({ at }) => at) ?? []),
    resolution_kinds: pgArray(activity?.resolutions.map(({ kind }) => kind) ?? []),
    reopenings: pgArray(activity?.reopenings ?? []),
    open_spans: `{${(activity?.openSpans ?? []).map(({ from, to }) => `[${from},${to ?? ''})`).join(',')}}`,
    holds_from: holdsFrom,
    holds_before: holdsBefore,
    pauses_change_at: pausesChangeAt,
    revision: revision,
    position,
  };
}

function verdictRows({ ticketId, customerId, agreementId, rows }: TicketRecord) {
  if (agreementId === null) return [];
  return rows.verdicts.map((verdict) => ({
    ticket_id: ticketId,
    metric: verdict.metric,
    basis: verdict.basis,
    customer_id: customerId,
    agreement_id: agreementId,
    agreement_version: rows.levels.agreementVersion,
    state: verdict.state,
    priority: verdict.priority,
    clause: verdict.clause,
    target_seconds: verdict.targetSeconds,
    allowed_seconds: verdict.allowedSeconds,
    elapsed_seconds: verdict.elapsedSeconds,
    started_at: verdict.startedAt,
    stopped_at: verdict.stoppedAt,
    due_at: verdict.dueAt,
    breaches_at: verdict.breachesAt,
    decided_at: verdict.decidedAt,
    cut: verdict.cut,
    verdict_month: verdict.verdictMonth,
    registration_month: verdict.registrationMonth,
    coming_verdict_month: verdict.comingVerdictMonth,
    coming_registration_month: verdict.comingRegistrationMonth,
    at_risk_at: verdict.atRiskAt,
  }));
}

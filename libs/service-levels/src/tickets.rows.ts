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

/**
 * Writes the rows of some tickets, set by set; rows of clocks that are no more are gone.
 *
 * @param known those of them that have rows already
 */
export async function saveTickets(
  tx: Transaction,
  tickets: readonly TicketToWrite[],
  known: readonly string[],
): Promise<void> {
  if (tickets.length === 0) return;
  const verdicts = tickets.flatMap(({ clocks }) => clocks);
  const columns = tx.unsafe(TALLIED.join(', '));
  const added = tx`on conflict (${columns}) do update set count = known.count + excluded.count`;
  const old = known as string[];
  const gone = () => [
    tx`delete from ticket where ticket_id = any(${old})`,
    tx`
      with gone as (delete from clock_verdict where ticket_id = any(${old}) returning *)
      insert into clock_tally as known (${columns}, count)
      select ${columns}, -count(*) from gone where state in ('met', 'breached') group by ${columns} ${added}`,
  ];
  await Promise.all([
    ...(old.length > 0 ? gone() : []),
    tx`
      insert into clock_tally as known (${columns}, count)
      select ${columns}, count from jsonb_populate_recordset(null::clock_tally, ${tx.json(talliesOf(verdicts))})
      ${added}`,
    // Whatever batches the facts came in, the same rows are left.
    ...(old.length > 0 ? [tx`delete from clock_tally where count = 0`] : []),
  ]);
  await copyRows(
    tx,
    'ticket',
    tickets.map(({ record }) => ticketRow(record)),
  );
  await copyRows(tx, 'clock_verdict', verdicts);
}

/** The row of a clock, as it is written. */
export type ClockRow = ReturnType<typeof clockRows>[number];

/** A ticket, and its clocks as they are written. */
export interface TicketToWrite {
  readonly record: TicketRecord;
  readonly clocks: readonly ClockRow[];
}

/** What decided clocks that are counted together have in common: the key of `clock_tally`. */
const TALLIED = [
  'agreement_id',
  'agreement_version',
  'metric',
  'basis',
  'priority',
  'state',
  'cut',
  'verdict_month',
  'registration_month',
] as const satisfies readonly (keyof ClockRow)[];

/** Counts the decided clocks that are alike. */
function talliesOf(verdicts: readonly ClockRow[]) {
  const tallies = new Map<string, { readonly like: ClockRow; count: number }>();
  for (const like of verdicts) {
    if (like.state !== 'met' && like.state !== 'breached') continue;
    // None of them has a line feed in it.
    const key = TALLIED.map((column) => like[column]).join('\n');
    const tally = tallies.get(key);
    if (tally) tally.count += 1;
    else tallies.set(key, { like, count: 1 });
  }
  return [...tallies.values()].map(({ like, count }) => ({
    ...Object.fromEntries(TALLIED.map((column) => [column, like[column]])),
    count,
  }));
}

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

/** The rows of a ticket's clocks; a ticket of no agreement has none. */
export function clockRows({ ticketId, customerId, agreementId, rows }: TicketRecord) {
  if (agreementId === null) return [];
  return rows.verdicts.map((verdict) => ({
    ticket_id: ticketId,
    metric: verdict.clock.metric,
    basis: verdict.clock.basis,
    customer_id: customerId,
    agreement_id: agreementId,
    agreement_version: rows.levels.agreementVersion,
    state: verdict.clock.state,
    priority: verdict.clock.priority,
    clause: verdict.clock.clause,
    target_seconds: verdict.clock.targetSeconds,
    allowed_seconds: verdict.clock.allowedSeconds,
    elapsed_seconds: verdict.clock.elapsedSeconds,
    started_at: verdict.clock.startedAt,
    stopped_at: verdict.clock.stoppedAt,
    due_at: verdict.clock.dueAt,
    breaches_at: verdict.clock.breachesAt,
    decided_at: verdict.clock.decidedAt,
    cut: verdict.cut,
    verdict_month: verdict.verdictMonth,
    registration_month: verdict.registrationMonth,
    coming_verdict_month: verdict.comingVerdictMonth,
    coming_registration_month: verdict.comingRegistrationMonth,
    at_risk_at: verdict.atRiskAt,
  }));
}

/**
 * Read models of tickets. Seconds are whole, since the epoch; positions are the log's. `ticket_fact` holds every fact
 * by ticket in log order with both clocks: what as-of, what-if and explanations read. The rows of `ticket` and
 * `clock_verdict` hold at every instant in `[holds_from, holds_before)`; beyond it a query measures the facts again, but for
 * figures: until `pauses_change_at` a running clock is breached after its `breaches_at`, in its coming months.
 * `clock_tally` counts the decided rows of `clock_verdict` that are alike: figures are made of these few.
 */
export const ticketTables = {
  ticket_fact: `
    create table ticket_fact (
      ticket_id text collate "C" not null,
      position numeric(20) not null,
      fact_id text not null,
      type text not null,
      occurred_at bigint not null,
      fraction text not null,
      sequence bigint not null,
      sent_at text not null,
      sent_by text,
      data jsonb not null,
      recorded_at_ms bigint not null,
      recorded_by text,
      primary key (ticket_id, position)
    );
  `,
  ticket: `
    create table ticket (
      ticket_id text collate "C" primary key,
      customer_id text,
      service_id text,
      agreement_id text,
      agreement_version integer,
      type text,
      priority text,
      state text,
      registered_at bigint,
      registered_month text,
      findings text[] not null,
      exclusions jsonb not null,
      resolutions bigint[] not null,
      resolution_kinds text[] not null,
      reopenings bigint[] not null,
      open_spans int8multirange not null,
      holds_from bigint not null,
      holds_before bigint,
      pauses_change_at bigint,
      revision numeric(20) not null,
      position numeric(20) not null
    );
    create index ticket_of_service on ticket (customer_id, service_id, holds_from);
  `,
  clock_verdict: `
    create table clock_verdict (
      ticket_id text collate "C" not null,
      metric text not null,
      basis text not null,
      customer_id text,
      agreement_id text not null,
      agreement_version integer not null,
      state text not null,
      priority text,
      clause text,
      target_seconds bigint,
      allowed_seconds bigint,
      elapsed_seconds bigint not null,
      started_at bigint,
      stopped_at bigint,
      due_at bigint,
      breaches_at bigint,
      decided_at bigint,
      cut text not null,
      verdict_month text,
      registration_month text,
      coming_verdict_month text,
      coming_registration_month text,
      at_risk_at bigint,
      primary key (ticket_id, metric, basis)
    );
  `,
  clock_tally: `
    create table clock_tally (
      agreement_id text not null,
      agreement_version integer not null,
      metric text not null,
      basis text not null,
      priority text not null,
      state text not null,
      cut text not null,
      verdict_month text not null,
      registration_month text not null,
      count integer not null,
      primary key (
        agreement_id, verdict_month, registration_month, cut, agreement_version, metric, basis, priority, state
      )
    );
    create index clock_tally_empty on clock_tally (agreement_id) where count = 0;
  `,
};

/** What only readers find tickets and clocks by. */
export const ticketIndexes = {
  // In the order of the log: what was recorded after a freeze, and histories page by page. It grows at its end only.
  ticket_fact_recorded: 'ticket_fact (position)',
  ticket_of_agreement: 'ticket (agreement_id, registered_at)',
  ticket_listed: 'ticket (coalesce(registered_at, 0), ticket_id)',
  ticket_held_before: 'ticket (agreement_id, holds_before) where holds_before is not null',
  ticket_pauses_change: 'ticket (agreement_id, pauses_change_at) where pauses_change_at is not null',
  ticket_with_exclusions: "ticket (agreement_id) where exclusions <> '[]'::jsonb",
  clock_verdict_by_verdict: 'clock_verdict (agreement_id, verdict_month) where verdict_month is not null',
  clock_verdict_by_registration:
    'clock_verdict (agreement_id, registration_month) where registration_month is not null',
  clock_verdict_at_risk: 'clock_verdict (agreement_id, at_risk_at) where at_risk_at is not null',
  clock_verdict_coming: 'clock_verdict (agreement_id, breaches_at) where coming_verdict_month is not null',
  clock_verdict_still_counting:
    "clock_verdict (agreement_id) where state = 'breached' and stopped_at is null",
};

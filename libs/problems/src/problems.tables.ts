/**
 * Read models of problems. The columns of `problem` besides its facts are what lists and months are asked by; they hold
 * at every instant from `holds_from` on, to which the facts of the tickets that are linked belong as well. Whether an
 * analysis is overdue is the passing of time: `due_at` is compared with the instant asked for. `problem_ticket` has every
 * ticket that a problem's facts ever named: what happens to one of them may change the problem's row.
 */
export const problemTables = {
  problem: `
    create table problem (
      problem_id text collate "C" primary key,
      customer_id text,
      service_id text,
      agreement_id text,
      state text,
      registered_at bigint,
      closed_at bigint,
      tickets text[] not null,
      due_at bigint,
      delivered_at bigint,
      holds_from bigint not null,
      facts jsonb not null,
      revision numeric(20) not null
    );
    create index problem_of_agreement on problem (agreement_id, problem_id);
    create index problem_of_service on problem (customer_id, service_id);
    create index problem_due on problem (due_at) where delivered_at is null and due_at is not null;
  `,
  problem_ticket: `
    create table problem_ticket (
      problem_id text collate "C" not null,
      ticket_id text collate "C" not null,
      primary key (problem_id, ticket_id)
    );
    create index problem_of_ticket on problem_ticket (ticket_id);
  `,
};

/**
 * `deadline_firing`: the last firing of each deadline that ever fired, with the deadline as it was then.
 *
 * `deadline`: each that is due, or was. `passes_at` null: it is due no more, and is here because it fired. `fired_at`
 * null: it never fired; `lifted_at` null: what fired stands. The two partial indexes are what a poll looks into, so that
 * its cost does not grow with what was settled long ago: what has passed and was not said, and what was said and lies
 * ahead.
 */
export const deadlineTables = {
  deadline_firing: `
    create table deadline_firing (
      owner text collate "C" not null,
      key text collate "C" not null,
      kind text not null,
      agreement_id text,
      customer_id text,
      due_at bigint not null,
      data jsonb not null,
      firing_id text not null,
      round bigint not null,
      fired_at bigint not null,
      lifted_at bigint,
      primary key (owner, key)
    );
  `,
  deadline: `
    create table deadline (
      owner text collate "C" not null,
      key text collate "C" not null,
      kind text not null,
      agreement_id text,
      customer_id text,
      due_at bigint not null,
      passes_at bigint,
      data jsonb not null,
      firing_id text,
      fired_at bigint,
      lifted_at bigint,
      primary key (owner, key)
    );
  `,
};

/** What only readers find deadlines by. */
export const deadlineIndexes = {
  deadline_to_fire:
    'deadline (passes_at, owner) where (fired_at is null or lifted_at is not null) and passes_at is not null',
  deadline_to_lift:
    'deadline ((coalesce(passes_at, 9223372036854775807)), owner) where fired_at is not null and lifted_at is null',
  deadline_listed: 'deadline (due_at, owner, key)',
};

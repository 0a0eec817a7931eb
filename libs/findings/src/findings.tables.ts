/**
 * Findings, each once for each agreement that it concerns. `since` may lie ahead: an analysis is overdue from then on, and
 * is compared with the instant asked for. `month` holds it in the zone of the agreement, in UTC without one; `open`: what
 * it is about is not done with.
 */
export const findingTables = {
  finding: `
    create table finding (
      kind text collate "C" not null,
      subject_id text collate "C" not null,
      code text collate "C" not null,
      concern text collate "C" not null,
      agreement_id text,
      customer_id text,
      since bigint not null,
      month text not null,
      open boolean not null,
      primary key (kind, subject_id, code, concern)
    );
  `,
};

/** What only readers find findings by. */
export const findingIndexes = {
  finding_listed: 'finding (since, kind, subject_id, code, concern)',
  finding_of_agreement: 'finding (agreement_id, since)',
};

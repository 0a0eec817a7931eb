import {
  AGREEMENT_EVENTS,
  applyAgreementEvent,
  type Agreement,
  type AgreementEvent,
} from '@app/agreements/domain';
import type { Transaction } from '@app/platform';
import { defineProjection } from '@app/projections';
import { AGREEMENT_STREAM_PREFIX } from './agreement-stream.js';

/** An agreement after one event of its terms. */
interface TermsState {
  readonly agreement: Agreement;
  readonly type: string;
  readonly revision: bigint;
  readonly position: bigint;
  readonly recordedAtMs: number;
}

interface AgreementState {
  readonly now: TermsState;
  /** What the tables do not have yet, in order. */
  readonly fresh: readonly TermsState[];
}

/**
 * Agreements as data, all versions; `position` tells one state of an agreement from the next. `agreement` has them as
 * they are, `agreement_state` as each event of their terms left them: what as-of and histories judge by.
 */
export const agreementsProjection = () =>
  defineProjection<AgreementState>({
    name: 'agreements',
    version: 2,
    handles: AGREEMENT_EVENTS,
    tables: {
      agreement: `
      create table agreement (
        agreement_id text collate "C" primary key,
        customer_id text not null,
        service_id text not null,
        document jsonb not null,
        revision numeric(20) not null,
        position numeric(20) not null
      );
      create unique index agreement_of_service on agreement (customer_id, service_id);
      create index agreement_by_service on agreement (service_id);
    `,
      agreement_state: `
      create table agreement_state (
        agreement_id text collate "C" not null,
        position numeric(20) not null,
        customer_id text not null,
        service_id text not null,
        document jsonb not null,
        revision numeric(20) not null,
        type text not null,
        recorded_at_ms bigint not null,
        primary key (agreement_id, position)
      );
      create index agreement_state_by_service on agreement_state (service_id, position);
    `,
    },
    partitionBy: ({ stream }) =>
      stream.startsWith(AGREEMENT_STREAM_PREFIX) ? stream.slice(AGREEMENT_STREAM_PREFIX.length) : undefined,
    load: async (sql, agreementIds) => {
      const rows = await sql<
        (Omit<TermsState, 'agreement'> & { document: Agreement; agreementId: string })[]
      >`
        select agreement_id as "agreementId", agreement.document, type, agreement.revision, position,
          recorded_at_ms as "recordedAtMs"
        from agreement join agreement_state using (agreement_id, position)
        where agreement_id = any(${agreementIds as string[]})`;
      return new Map(
        rows.map(({ agreementId, document, ...state }) => [
          agreementId,
          { now: { agreement: document, ...state }, fresh: [] },
        ]),
      );
    },
    apply: (state, { type, data, revision, position, recordedAtMs }) => {
      const event = { type, ...data } as AgreementEvent;
      const agreement = applyAgreementEvent(state?.now.agreement, event);
      const now = { agreement, type, revision, position, recordedAtMs };
      return { now, fresh: [...(state?.fresh ?? []), now] };
    },
    save: async (sql, changed) => {
      await saveAgreements(
        sql,
        [...changed].map(([id, { now }]) => rowOf(id, now)),
      );
      await insertStates(
        sql,
        [...changed].flatMap(([id, { fresh }]) => fresh.map((state) => stateRowOf(id, state))),
      );
    },
  });

async function saveAgreements(sql: Transaction, rows: readonly ReturnType<typeof rowOf>[]): Promise<void> {
  await sql`delete from agreement where agreement_id = any(${rows.map(({ agreement_id }) => agreement_id)})`;
  await sql`
    insert into agreement
    select * from jsonb_populate_recordset(null::agreement, ${sql.json(rows as never)})`;
}

async function insertStates(sql: Transaction, rows: readonly ReturnType<typeof stateRowOf>[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into agreement_state
    select * from jsonb_populate_recordset(null::agreement_state, ${sql.json(rows as never)})`;
}

const stateRowOf = (agreementId: string, state: TermsState) => ({
  ...rowOf(agreementId, state),
  type: state.type,
  recorded_at_ms: state.recordedAtMs,
});

const rowOf = (agreementId: string, { agreement, revision, position }: TermsState) => ({
  agreement_id: agreementId,
  customer_id: agreement.customerId,
  service_id: agreement.serviceId,
  document: agreement,
  revision: String(revision),
  position: String(position),
});

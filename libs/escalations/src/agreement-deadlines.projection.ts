import type { Agreement, RecordedNotice } from '@app/agreements/domain';
import { noticeDays } from '@app/escalations/domain';
import { defineProjection } from '@app/projections';
import { dueTable, replaceDue, type DeadlineSource } from '@app/reactors';
import { deadlineOf } from './deadline-rows.js';

const TABLE = 'agreement_deadline';

interface AgreementState {
  readonly agreement: Agreement;
  readonly notices: readonly RecordedNotice[];
}

/** The last days for notice of each agreement: computed again whenever its terms change, or notice is given. */
export const agreementDeadlinesProjection = () =>
  defineProjection<AgreementState>({
    name: 'agreement-deadlines',
    version: 1,
    handles: [],
    tables: { [TABLE]: dueTable(TABLE) },
    partitionBy: () => undefined,
    load: async (tx, agreementIds) => {
      const rows = await tx<{ document: Agreement; notices: readonly RecordedNotice[] }[]>`
        select document, coalesce(notices, '[]') as notices
        from agreement left join agreement_notices using (agreement_id)
        where agreement_id = any(${agreementIds as string[]})`;
      return new Map(
        rows.map(({ document, notices }) => [document.agreementId, { agreement: document, notices }]),
      );
    },
    apply: (state) => {
      if (state === undefined) throw new Error('no event is handled here');
      return state;
    },
    save: async (tx, changed) => {
      const deadlines = [...changed].flatMap(([agreementId, { agreement, notices }]) =>
        noticeDays(agreement, notices).map((due) => deadlineOf(ownerOf(agreementId), agreement, due)),
      );
      await replaceDue(tx, TABLE, [...changed.keys()].map(ownerOf), deadlines);
    },
    touches: function* (_tx, changed) {
      const ids = new Set([...(changed.get('agreements') ?? []), ...(changed.get('notices') ?? [])]);
      if (ids.size > 0) yield [...ids];
    },
  });

const ownerOf = (agreementId: string): string => `agreement-${agreementId}`;

/** Those rows as a source of deadlines. */
export const agreementDeadlines: DeadlineSource = { projection: 'agreement-deadlines', ownerOf, rows: TABLE };

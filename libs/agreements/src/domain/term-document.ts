import { formatInstant, parseInstant } from '@app/support-time';
import type { Agreement } from './agreement.js';
import type { Recorded } from './notice.js';
import type { NoticeStanding, TermStanding } from './term-standing.js';
import { versionOn } from './term.js';

/**
 * Where an agreement is on a day, as answers show it: days are local in `timeZone`, `term` is `[from, to)` and names the
 * version and clause that say how long it is and until when notice works.
 */
export const termDocument = (agreement: Agreement, standing: TermStanding) => {
  const { on, state, term, renewsOn, endsOn, endsOnIfNoticed, notices } = standing;
  const { version, lastNoticeOn } = term;
  return {
    agreementId: agreement.agreementId,
    on,
    timeZone: versionOn(agreement, on).calendar.timeZone,
    state,
    goLiveOn: agreement.goLiveOn,
    term: {
      number: term.number,
      from: term.from,
      to: term.to,
      agreementVersion: version.version,
      noticeMonths: version.term.noticeMonths,
      lastNoticeOn,
      clause: version.term.clause,
    },
    renewsOn,
    endsOn,
    endsOnIfNoticed,
    notices: notices.map(noticeDocument),
  };
};

const noticeDocument = ({ notice, receivedOn, endsOn, state }: NoticeStanding) => ({
  ...recordedDocument(notice.given),
  receivedOn,
  endsOn,
  state,
  withdrawn: notice.withdrawn && withdrawalDocument(notice.withdrawn),
});

/** The path to it names the notice already. */
const withdrawalDocument = (withdrawn: Parameters<typeof recordedDocument>[0]) => {
  const { noticeId: _, ...document } = recordedDocument(withdrawn);
  return document;
};

/** As facts are shown: the instant in UTC, and both clocks. */
function recordedDocument<F extends { readonly occurredAt: string; readonly noticeId: string }>({
  fact,
  ...recorded
}: Recorded<F>) {
  const instant = parseInstant(fact.occurredAt);
  return { ...fact, ...(instant && { occurredAt: formatInstant(instant) }), ...recorded };
}

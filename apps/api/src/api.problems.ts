import { defineProblems } from '@app/platform';

/** Problems of the HTTP edge itself, and of recording as it is told over HTTP. */
export const apiProblems = defineProblems({
  NOT_READY: { status: 503, title: 'Something this process depends on does not answer' },
  SHUTTING_DOWN: { status: 503, title: 'This process is ending' },
  URI_TOO_LONG: { status: 414, title: 'The path is too long' },
  FACT_ID_REUSED: { status: 409, title: 'Another fact has this id' },
  SERVICE_HAS_AGREEMENT: { status: 409, title: 'The service has an agreement' },
  AGREEMENT_NOT_FOUND: { status: 404, title: 'There is no such agreement' },
  FREEZE_NOT_FOUND: { status: 404, title: 'The month is not frozen' },
  SECTION_NOT_FOUND: { status: 404, title: 'The month has no such list' },
  NOTICE_NOT_FOUND: { status: 404, title: 'There is no such notice' },
  OUTAGE_NOT_FOUND: { status: 404, title: 'There is no such outage' },
  PROBLEM_NOT_FOUND: { status: 404, title: 'There is no such problem record' },
  PROJECTION_NOT_FOUND: { status: 404, title: 'There is no such projection' },
  REPORT_NOT_FOUND: { status: 404, title: 'There is no such report' },
  REBUILD_NOT_FOUND: { status: 404, title: 'There was no rebuild' },
  PARTITION_NOT_PARKED: { status: 409, title: 'The partition is not parked there' },
  REBUILD_NEEDED: { status: 409, title: 'Only a rebuild can mend that' },
  NOTHING_TO_SKIP: { status: 409, title: 'There is no event to leave out' },
  HEAD_NOT_FOUND: { status: 404, title: 'There is no such tree head' },
  LEAF_NOT_COVERED: { status: 404, title: 'That tree does not reach the event' },
  LEAF_NOT_FOUND: { status: 404, title: 'The event is not in the transparency log' },
  TREE_NOT_FOUND: { status: 404, title: 'The transparency log has not grown so far' },
  VERIFICATION_NOT_FOUND: { status: 404, title: 'There is no such verification' },
  WITNESS_NOT_FOUND: { status: 404, title: 'There is no such witness' },
  TICKET_NOT_FOUND: { status: 404, title: 'There is no such ticket' },
});

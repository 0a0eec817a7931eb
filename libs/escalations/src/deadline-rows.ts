import type { NoticeDue } from '@app/escalations/domain';
import type { Deadline } from '@app/reactors';

/** What somebody is to be told of, as a row of deadlines. */
export const deadlineOf = (
  owner: string,
  { agreementId, customerId }: { readonly agreementId: string; readonly customerId: string },
  { key, dueAt, passesAt, about }: NoticeDue,
): Deadline => ({
  owner,
  key,
  kind: about.kind,
  agreementId,
  customerId,
  dueAt,
  passesAt,
  data: { ...about },
});

import type { AgreementOutcome } from '@app/agreements';
import { Problem, problems } from '@app/platform';
import type { FastifyReply } from 'fastify';
import { apiProblems } from '../api.problems.js';
import { etagOf } from '../http/etag.js';

/** What a change of an agreement answers. */
export interface AgreementAnswer {
  readonly agreementId: string;
  /** Of the agreement's last change in the log. */
  readonly position: string;
}

/**
 * Tells how a change of an agreement ended: status and `ETag` on the reply, the body returned.
 *
 * @param changed the status for a change of what was there; what is created is 201, what was so already 200
 * @throws Problem for every end but created, changed and unchanged
 */
export const agreementAnswer = (
  agreementId: string,
  outcome: AgreementOutcome,
  reply: FastifyReply,
  changed = 200,
): AgreementAnswer => {
  switch (outcome.kind) {
    case 'created':
    case 'changed':
    case 'unchanged': {
      const status = { created: 201, changed, unchanged: 200 }[outcome.kind];
      void reply.status(status).header('etag', etagOf(outcome.revision));
      if (outcome.kind === 'created') void reply.header('location', `/v1/agreements/${agreementId}`);
      return { agreementId, position: String(outcome.position) };
    }
    case 'not-found':
      throw apiProblems.AGREEMENT_NOT_FOUND(`there is no agreement ${agreementId}`);
    case 'service-has-agreement':
      throw apiProblems.SERVICE_HAS_AGREEMENT(
        `the customer's service is under agreement ${outcome.agreementId}: add a version to that one`,
      );
    case 'revision-mismatch':
      throw problems.REVISION_MISMATCH(
        outcome.actual === 'no-stream'
          ? 'there is nothing yet: leave If-Match out'
          : `it is at ${etagOf(outcome.actual)} now: read it again`,
      );
    case 'refused':
      throw outcome.code === 'NOTICE_NOT_FOUND'
        ? apiProblems.NOTICE_NOT_FOUND(outcome.detail)
        : new Problem(409, outcome.code, 'The agreement does not change like that', outcome.detail);
    case 'conflict':
      throw problems.CONFLICT('others keep changing the agreement; try again', { retryAfterSeconds: 1 });
  }
};

import { Problem, problems } from '@app/platform';
import type { RecordResult } from '@app/recording';
import type { FastifyReply } from 'fastify';
import { apiProblems } from '../api.problems.js';
import { etagOf } from '../http/etag.js';

/** What recording one fact answers (contract, "Resources"). */
export interface RecordedFactAnswer {
  readonly factId: string;
  /** Of the fact in the log: give it as `minPosition` to read what it led to. */
  readonly position: string;
  /** There already, nothing was added. */
  readonly duplicate?: true;
  /** The duplicate is of a fact that was retracted: give a new `id` to record it again. */
  readonly code?: 'DUPLICATE_OF_RETRACTED';
}

const refused = (code: string, detail: string): Problem => {
  const status = code.endsWith('_NOT_FOUND') ? 404 : 409;
  const title = status === 404 ? 'There is no such thing to record this about' : 'This makes no sense now';
  return new Problem(status, code, title, detail);
};

/**
 * Tells how recording ended: status and `ETag` on the reply, the body returned.
 *
 * @throws Problem for every end but recorded and duplicate
 */
export const recordAnswer = (result: RecordResult, reply: FastifyReply): RecordedFactAnswer => {
  switch (result.kind) {
    case 'recorded':
    case 'duplicate': {
      const { factId, position, revision, kind } = result;
      void reply.status(kind === 'recorded' ? 201 : 200).header('etag', etagOf(revision));
      const answer = { factId, position: String(position) };
      if (kind === 'recorded') return answer;
      return { ...answer, duplicate: true, ...(result.ofRetracted && { code: 'DUPLICATE_OF_RETRACTED' }) };
    }
    case 'id-reused': {
      const detail = `the fact ${result.factId} is recorded with another content, which stays; give this one another id`;
      throw apiProblems.FACT_ID_REUSED(detail);
    }
    case 'idempotency-key-reused':
      throw problems.IDEMPOTENCY_KEY_REUSED('give each request a key of its own');
    case 'revision-mismatch':
      throw problems.REVISION_MISMATCH(
        result.actual === 'no-stream'
          ? 'there is nothing yet: leave If-Match out'
          : `it is at ${etagOf(result.actual)} now: read it again`,
      );
    case 'refused':
      throw refused(result.code, result.detail);
    case 'conflict':
      throw problems.CONFLICT('others keep recording on the same thing; try again', { retryAfterSeconds: 1 });
  }
};

import type { WitnessOutcome } from '@app/audit';
import { problems } from '@app/platform';
import type { FastifyReply } from 'fastify';
import { apiProblems } from '../api.problems.js';

/**
 * What became of a command about witnesses, as an answer: 201 recorded, 200 there already.
 *
 * @param about what the answer begins with
 */
export function witnessAnswer(about: object, outcome: WitnessOutcome, reply: FastifyReply): object {
  switch (outcome.kind) {
    case 'recorded':
      void reply.status(201);
      return { ...about, position: String(outcome.position) };
    case 'known':
      void reply.status(200);
      return { ...about, duplicate: true };
    case 'other-name':
      throw problems.CONFLICT('this key is registered under another name');
    case 'no-head':
      throw apiProblems.HEAD_NOT_FOUND('no head of so many leaves has been signed');
    case 'no-witness':
      throw apiProblems.WITNESS_NOT_FOUND('this key is not registered: POST /v1/audit/witnesses');
    case 'not-signed': {
      const detail = 'is not that of this key over the `text` of the head';
      throw problems.VALIDATION_FAILED('the signature does not verify', {
        errors: [{ pointer: '/signature', code: 'INVALID_SIGNATURE', detail }],
      });
    }
  }
}

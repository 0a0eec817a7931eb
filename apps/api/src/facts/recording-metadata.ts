import { createHmac } from 'node:crypto';
import type { RecordingMetadata } from '@app/facts';
import { problems } from '@app/platform';
import type { ApiRequest } from '../http/api-request.js';

const usable = /^[\x21-\x7e]{1,255}$/;

/**
 * Who records, as it goes into the event, with the request's `Idempotency-Key` where it has one. The body is hashed
 * under the ledger's key: it may hold text that has to be forgotten one day, and must not be guessable until then.
 *
 * @throws Problem VALIDATION_FAILED for a key that cannot be kept
 */
export const recordingMetadata = (request: ApiRequest, key: Uint8Array): RecordingMetadata => {
  const who = { recordedBy: request.subject, $correlationId: request.id };
  const given = request.headers['idempotency-key'];
  if (given === undefined) return who;
  if (typeof given !== 'string' || !usable.test(given)) {
    throw problems.VALIDATION_FAILED('Idempotency-Key must be 1 to 255 visible ASCII characters', {
      errors: [{ pointer: '/headers/idempotency-key', code: 'INVALID_VALUE', detail: 'cannot be kept' }],
    });
  }
  const path = request.url.split('?', 1)[0] ?? '';
  const bodyHash = createHmac('sha256', key)
    .update(request.rawBody ?? '')
    .digest('base64url');
  return {
    ...who,
    idempotency: { scope: `${request.subject} ${request.method} ${path}`, key: given, bodyHash },
  };
};

import { formatInstant, type Instant } from '@app/support-time';
import canonicalize from 'canonicalize';
import { createHmac } from 'node:crypto';
import type { SentFact } from './fact.js';
import { targetField } from './fact-envelope.js';

/**
 * What a fact says, in one spelling: the RFC 8785 form of `{target, type, occurredAt, by, sequence, data}`, where
 * `target` is `{"ticketId": "INC-1"}`, `occurredAt` the instant in UTC in full precision, `by` left out where absent,
 * and absent `sequence` and `data` are 0 and `{}`. Two facts of one target are the same iff these are equal.
 *
 * @example
 * // {"by":"agent-3","data":{},"occurredAt":"2026-03-13T15:55:00Z","sequence":0,"target":{"ticketId":"INC-1001"},
 * //  "type":"ResponseGiven"}
 */
export function canonicalContent(fact: SentFact, instant: Instant): string {
  const { target, type, by, sequence = 0, data } = fact;
  const content = {
    target: { [targetField(target.kind)]: target.id },
    type,
    occurredAt: formatInstant(instant),
    by,
    sequence,
    data,
  };
  return canonicalize(content) ?? '';
}

/**
 * HMAC-SHA-256 of a fact's content under the ledger's key, as 43 characters of base64url: the id of a fact that came
 * without one, and what tells whether two facts say the same. Keyed, so that forgotten text cannot be guessed from it;
 * the key never enters the log.
 *
 * Test vector: key = the 32 bytes 00 01 ... 1f, the fact of the example above (`+01:00` as sent):
 * `SIGNATURE`
 */
export function contentHash(fact: SentFact, instant: Instant, key: Uint8Array): string {
  return createHmac('sha256', key).update(canonicalContent(fact, instant)).digest('base64url');
}

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
function canonicalContent(fact: SentFact, instant: Instant): string {
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

/** A fact with all that is needed to record it. */
export interface IdentifiedFact {
  readonly fact: SentFact;
  readonly instant: Instant;
  /** As sent, or `content` where the sender left it to be derived. */
  readonly id: string;
  /** Hash of what the fact says: tells whether two facts of one target say the same. */
  readonly content: string;
}

/**
 * Gives a fact its id and content hash: HMAC-SHA-256 of its canonical content under the ledger's key, as 43 characters
 * of base64url. Keyed, so that forgotten text cannot be guessed from it; the key never enters the log.
 *
 * Test vector: under the 32 bytes 00 01 ... 1f, the fact of the example above, sent without an id as of
 * `2026-03-13T16:55:00+01:00`, gets `RRLHqc7YDXV5Mo_t8nqfOiLajAA5wWwmmBF6opAyF_A`.
 */
export function identify(fact: SentFact, instant: Instant, key: Uint8Array): IdentifiedFact {
  const content = createHmac('sha256', key).update(canonicalContent(fact, instant)).digest('base64url');
  return { fact, instant, id: fact.id ?? content, content };
}

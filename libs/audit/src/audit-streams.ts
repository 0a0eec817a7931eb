import type { EventStore, NewEvent } from '@app/event-store';
import { v5 as uuidV5 } from 'uuid';
import { canonicalJson } from '@app/platform/domain';
import type { AuditEvent, KeyAnnouncement, SignedTreeHead } from './domain/index.js';

/** UUIDv5 namespace of the ids of events of the audit. */
const NAMESPACE = 'a2c9b7de-7c3e-4f0e-8c1b-5d3a8f6e2b90';

/** Where the ledger's keys are announced. */
export const KEYS_STREAM = 'audit-keys';

const SYSTEM = { recordedBy: 'system' };

/** Which stream an event of the audit stands in. */
function streamOf(event: AuditEvent): string {
  switch (event.type) {
    case 'SigningKeyAnnounced':
      return KEYS_STREAM;
    case 'TreeHeadSigned':
      return 'audit-heads';
    case 'WitnessRegistered':
    case 'TreeHeadWitnessed':
      return `audit-witness-${event.keyId}`;
  }
}

/**
 * Appends to the stream of an event, under an id of its content: said twice it is there once, or twice the same, which
 * whoever folds it takes for once.
 *
 * @returns its position in the log
 */
export async function appendAuditEvent(
  store: EventStore,
  event: AuditEvent,
  metadata: NewEvent['metadata'] = SYSTEM,
): Promise<bigint> {
  const { type, ...data } = event;
  const id = uuidV5(`${type}\n${canonicalJson(data)}`, NAMESPACE);
  const outcome = await store.append(
    streamOf(event),
    [{ id, type, data, metadata: { schema: 1, ...metadata } }],
    'any',
  );
  if (outcome.kind !== 'appended') throw new Error('an append at any revision was refused for its revision');
  return outcome.position;
}

export const appendHead = (store: EventStore, head: SignedTreeHead): Promise<bigint> =>
  appendAuditEvent(store, { type: 'TreeHeadSigned', ...head });

export const appendKey = (store: EventStore, announced: KeyAnnouncement): Promise<bigint> =>
  appendAuditEvent(store, { type: 'SigningKeyAnnounced', ...announced });

import {
  applyAgreementEvent,
  type Agreement,
  type AgreementDecision,
  type AgreementEvent,
} from '@app/agreements/domain';
import type { EventStore, NewEvent } from '@app/event-store';
import type { RecordingMetadata } from '@app/facts';
import { v5 as uuidV5 } from 'uuid';

export const AGREEMENT_STREAM_PREFIX = 'agreement-';

/** UUIDv5 namespace of the ids of agreement events. */
const NAMESPACE = '0b9f6a0e-0f0f-4a8e-9b58-6c2f6a1d7c11';

/** An agreement as its stream tells it now. */
export interface KnownAgreement {
  readonly agreement: Agreement | undefined;
  readonly revision: bigint | 'no-stream';
  /** Of its last event. */
  readonly position: bigint | undefined;
}

/** How a change of an agreement ended. */
export type AgreementOutcome =
  | {
      readonly kind: 'created' | 'changed' | 'unchanged';
      readonly revision: bigint;
      readonly position: bigint;
    }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'service-has-agreement'; readonly agreementId: string }
  | { readonly kind: 'revision-mismatch'; readonly actual: bigint | 'no-stream' }
  | Extract<AgreementDecision, { kind: 'refused' }>
  | { readonly kind: 'conflict' };

const streamOf = (agreementId: string): string => AGREEMENT_STREAM_PREFIX + agreementId;

/** Folds the stream of an agreement. */
export async function readAgreement(store: EventStore, agreementId: string): Promise<KnownAgreement> {
  let known: KnownAgreement = { agreement: undefined, revision: 'no-stream', position: undefined };
  for await (const { type, data, revision, position } of store.readStream(streamOf(agreementId))) {
    const agreement = applyAgreementEvent(known.agreement, { type, ...data } as AgreementEvent);
    known = { agreement, revision, position };
  }
  return known;
}

/** Appends what was decided on what is known; a wrong revision says that somebody else was faster. */
export async function appendToAgreement(
  store: EventStore,
  agreementId: string,
  known: KnownAgreement,
  events: readonly AgreementEvent[],
  metadata: RecordingMetadata,
  customerId: string,
) {
  const from = known.revision === 'no-stream' ? 0n : known.revision + 1n;
  const fresh = events.map(({ type, ...data }, index): NewEvent => {
    // Content and place: an append repeated after a lost answer adds nothing, and no other event has this id.
    const name = [streamOf(agreementId), from + BigInt(index), type, JSON.stringify(data)].join('\n');
    return {
      id: uuidV5(name, NAMESPACE),
      type,
      data: { ...data, customerId },
      metadata: { schema: 1, customerId, ...metadata },
    };
  });
  return store.append(streamOf(agreementId), fresh, known.revision);
}

/**
 * Reserves a customer's service for an agreement: one agreement per customer and service, also when two are put at
 * once. The log has no transactions over streams, so the reservation is a stream of its own, written first; whoever
 * stands last in it has the service. After a crash between the two the service is reserved for an agreement that does
 * not exist: putting that one completes it, and no other gets the service, since its writer may only be slow. Once that
 * agreement exists on another service it can never claim this one (`AGREEMENT_IDENTITY_FIXED`): then the next may
 * take over.
 *
 * @returns the agreement that has the service
 */
export async function reserveService(
  store: EventStore,
  agreement: Agreement,
  metadata: RecordingMetadata,
): Promise<string> {
  const { agreementId, customerId, serviceId } = agreement;
  // A blank is in no id: another pair cannot give the same name.
  const stream = `service-${customerId} ${serviceId}`;
  const event: NewEvent = {
    id: uuidV5([stream, agreementId].join('\n'), NAMESPACE),
    type: 'ServiceReserved',
    data: { agreementId, customerId, serviceId },
    metadata: { schema: 1, customerId, ...metadata },
  };
  let expected: bigint | 'no-stream' = 'no-stream';
  for (;;) {
    const outcome = await store.append(stream, [event], expected);
    if (outcome.kind === 'appended') return agreementId;
    // Each refusal means that somebody else reserved in between, which ends: an agreement reserves a service once.
    const last = await lastReservation(store, stream);
    if (last.agreementId === agreementId) return agreementId;
    const { agreement: holder } = await readAgreement(store, last.agreementId);
    const isStale = holder && (holder.customerId !== customerId || holder.serviceId !== serviceId);
    if (!isStale) return last.agreementId;
    expected = last.revision;
  }
}

async function lastReservation(store: EventStore, stream: string) {
  let last: { readonly agreementId: string; readonly revision: bigint } | undefined;
  for await (const { data, revision } of store.readStream(stream)) {
    last = { agreementId: String(data['agreementId']), revision };
  }
  if (last === undefined) throw new Error(`the stream ${stream} exists and holds nothing`);
  return last;
}

import type { Agreement } from '@app/agreements/domain';
import type { EventStore, NewEvent } from '@app/event-store';
import { schemaOf, type RecordingMetadata } from '@app/facts';
import { v5 as uuidV5 } from 'uuid';
import { AGREEMENT_NAMESPACE, readAgreement } from './agreement-stream.js';

/** In the stream of a customer's service: which agreement it belongs to. */
export const SERVICE_RESERVED = 'ServiceReserved';

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
    id: uuidV5([stream, agreementId].join('\n'), AGREEMENT_NAMESPACE),
    type: SERVICE_RESERVED,
    data: { agreementId, customerId, serviceId },
    metadata: { schema: schemaOf(SERVICE_RESERVED), customerId, ...metadata },
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

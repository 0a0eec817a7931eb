import {
  AGREEMENT_EVENTS,
  applyAgreementEvent,
  applyNoticeEvent,
  type Agreement,
  type AgreementDecision,
  type AgreementEvent,
  type NoticeDecision,
  type NoticeEvent,
  type RecordedNotice,
} from '@app/agreements/domain';
import type { EventStore, NewEvent, StoredEvent } from '@app/event-store';
import { schemaOf, type RecordingMetadata } from '@app/facts';
import { formatInstant, parseInstant } from '@app/support-time';
import { v5 as uuidV5 } from 'uuid';

export const AGREEMENT_STREAM_PREFIX = 'agreement-';

/** UUIDv5 namespace of the ids of agreement events. */
export const AGREEMENT_NAMESPACE = '0b9f6a0e-0f0f-4a8e-9b58-6c2f6a1d7c11';

/** An agreement as its stream tells it now. */
export interface KnownAgreement {
  readonly agreement: Agreement | undefined;
  readonly notices: readonly RecordedNotice[];
  readonly revision: bigint | 'no-stream';
  /** Of its last event. */
  readonly position: bigint | undefined;
  /** What its events were recorded with, for a request that comes again. */
  readonly requests: readonly EarlierRequest[];
}

/** A request with an `Idempotency-Key` that this stream has an event of, and what it was answered. */
interface EarlierRequest {
  readonly scope: string;
  readonly key: string;
  readonly outcome: {
    readonly kind: 'created' | 'changed';
    readonly revision: bigint;
    readonly position: bigint;
  };
}

/** What the stream of an agreement may hold: its terms, and the notices given on it. */
export type AgreementStreamEvent = AgreementEvent | NoticeEvent;

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
  | Extract<AgreementDecision | NoticeDecision, { kind: 'refused' }>
  | { readonly kind: 'conflict' };

const streamOf = (agreementId: string): string => AGREEMENT_STREAM_PREFIX + agreementId;

const NOTHING_KNOWN: KnownAgreement = {
  agreement: undefined,
  notices: [],
  revision: 'no-stream',
  position: undefined,
  requests: [],
};

/** Folds the stream of an agreement. */
export async function readAgreement(store: EventStore, agreementId: string): Promise<KnownAgreement> {
  let known = NOTHING_KNOWN;
  for await (const event of store.readStream(streamOf(agreementId))) {
    const { type, data, revision, position } = event;
    known = {
      agreement: isOfTerms(type)
        ? applyAgreementEvent(known.agreement, { type, ...data } as AgreementEvent)
        : known.agreement,
      notices: isOfTerms(type) ? known.notices : withNotice(known.notices, event),
      revision,
      position,
      requests: [...known.requests, ...requestIn(event)],
    };
  }
  return known;
}

const TERMS = new Set<string>(AGREEMENT_EVENTS);
const isOfTerms = (type: string): boolean => TERMS.has(type);

/** The notices of an agreement after one more event of its stream that is none of its terms. */
export function withNotice(
  notices: readonly RecordedNotice[],
  event: StoredEvent,
): readonly RecordedNotice[] {
  const { customerId: _, ...data } = event.data;
  const { recordedBy } = event.metadata;
  return applyNoticeEvent(notices, { type: event.type, ...data } as NoticeEvent, {
    recordedAt: new Date(event.recordedAtMs).toISOString(),
    recordedBy: typeof recordedBy === 'string' ? recordedBy : null,
    position: String(event.position),
  });
}

function requestIn({ type, metadata, revision, position }: StoredEvent): EarlierRequest[] {
  const { idempotency } = metadata as Partial<RecordingMetadata>;
  const kind = type === 'AgreementRegistered' ? 'created' : 'changed';
  return idempotency ? [{ ...idempotency, outcome: { kind, revision, position } }] : [];
}

/** Appends what was decided on what is known; a wrong revision says that somebody else was faster. */
export async function appendToAgreement(
  store: EventStore,
  agreementId: string,
  known: KnownAgreement,
  events: readonly AgreementStreamEvent[],
  metadata: RecordingMetadata,
  customerId: string,
) {
  const from = known.revision === 'no-stream' ? 0n : known.revision + 1n;
  const fresh = events.map(({ type, ...data }, index): NewEvent => {
    // Content and place: an append repeated after a lost answer adds nothing, and no other event has this id.
    const name = [streamOf(agreementId), from + BigInt(index), type, JSON.stringify(data)].join('\n');
    return {
      id: uuidV5(name, AGREEMENT_NAMESPACE),
      type,
      data: { ...data, customerId },
      metadata: { schema: schemaOf(type), ...occurredIn(data), customerId, ...metadata },
    };
  });
  return store.append(streamOf(agreementId), fresh, known.revision);
}

/** When it was so, where somebody asserted that, as the metadata of every fact have it. */
function occurredIn(data: object): { readonly occurredAt?: string } {
  const { occurredAt } = data as { readonly occurredAt?: string };
  const instant = occurredAt === undefined ? undefined : parseInstant(occurredAt);
  return instant === undefined ? {} : { occurredAt: formatInstant(instant) };
}

import type { EventStore, NewEvent } from '@app/event-store';
import { freezeStreamOf, schemaOf, type KeyedRequest, type RecordingMetadata } from '@app/facts';
import { v5 as uuidV5 } from 'uuid';
import { applyFreezeEvent, lastFreeze, type Freeze, type FreezeEvent } from './domain/freeze-event.js';

/** UUIDv5 namespace of the ids of freeze events. */
const NAMESPACE = '5f8f0d0a-6c1e-4f4d-9f0e-0d5b9a1c3e27';

/** The freezes of a month as its stream tells them now. */
export interface KnownFreezes {
  readonly freezes: readonly Freeze[];
  readonly revision: bigint | 'no-stream';
  /** What each event was recorded with, for a request that comes again. */
  readonly recorded: readonly RecordedFreeze[];
}

/** One event of a month's stream, as an answer needs it again. */
export interface RecordedFreeze {
  /** What it made or withdrew. */
  readonly freeze: Freeze;
  readonly position: bigint;
  readonly revision: bigint;
  readonly idempotency: KeyedRequest | undefined;
}

/** Folds the stream of a month. */
export async function readFreezes(
  store: EventStore,
  agreementId: string,
  month: string,
): Promise<KnownFreezes> {
  let freezes: readonly Freeze[] = [];
  const recorded: RecordedFreeze[] = [];
  for await (const { type, data, revision, position, metadata } of store.readStream(
    freezeStreamOf(agreementId, month),
  )) {
    const event = { type, ...data } as unknown as FreezeEvent;
    freezes = applyFreezeEvent(freezes, event);
    const { idempotency } = metadata as Partial<RecordingMetadata>;
    recorded.push({ freeze: lastFreeze(freezes), position, revision, idempotency });
  }
  return { freezes, recorded, revision: recorded.at(-1)?.revision ?? 'no-stream' };
}

/** Appends to the stream of a month where it still is as it was read. */
export function appendFreezeEvent(
  store: EventStore,
  { revision }: KnownFreezes,
  { type, ...data }: FreezeEvent,
  metadata: RecordingMetadata,
) {
  const { agreementId, month, customerId } = data;
  const place = revision === 'no-stream' ? 0n : revision + 1n;
  // Content and place: an append repeated after a lost answer adds nothing, and no other event has this id.
  const name = [freezeStreamOf(agreementId, month), place, type, JSON.stringify(data)].join('\n');
  const event: NewEvent = {
    id: uuidV5(name, NAMESPACE),
    type,
    data: { ...data },
    metadata: { schema: schemaOf(type), customerId, ...metadata },
  };
  return store.append(freezeStreamOf(agreementId, month), [event], revision);
}

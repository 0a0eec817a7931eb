import { type ResolvedEvent } from '@eventstore/db-client';
import { type EventJson, type StoredEvent } from './event-store.js';

const objectOf = (value: unknown): EventJson =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)
    ? (value as EventJson)
    : {};

/**
 * The event in our own form; undefined where a link leads nowhere. Data or metadata that is no JSON object (never
 * written by us) is given as an empty one: what to do with a type it does not know is the reader's decision.
 */
export const storedEvent = ({ event, commitPosition }: ResolvedEvent): StoredEvent | undefined => {
  const position = event?.position?.commit ?? commitPosition;
  if (event === undefined || position === undefined) return undefined;
  return {
    id: event.id,
    stream: event.streamId,
    revision: event.revision,
    position,
    recordedAtMs: event.created.getTime(),
    type: event.type,
    data: objectOf(event.data),
    metadata: objectOf(event.metadata),
  };
};

/** Events of the server itself: statistics, metadata. */
export const isSystemEvent = (event: StoredEvent): boolean => event.type.startsWith('$');

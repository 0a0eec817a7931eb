import { type EventStoreMetrics } from './event-store.metrics.js';
import { type EventJson, type StoredEvent } from './event-store.js';
import { EventStoreError } from './event-store.errors.js';
import { isSystemEvent } from './stored-event.js';

/** What an event says, wherever it stands. */
export interface EventShape {
  readonly type: string;
  readonly data: EventJson;
  readonly metadata: EventJson;
}

/** Why an event cannot be had in the shape of today: nobody knows its type, or its schema, or the way up failed. */
export type UnknownShape = 'type' | 'schema' | 'upcast';

/** What the owner of the events knows of their shapes. */
export interface EventShapes {
  /** The event as it would be written today: itself where nothing has changed. Never throws. */
  current(event: EventShape): EventShape | UnknownShape;
}

/**
 * The one place where old shapes become those of today: every event that is read, by whatever call, comes through here.
 * One that is not understood is counted, and never fatal to whoever has no use for it. Of a known type in a shape that
 * is not known, `data` throws: taken for what it is not, it would be folded or measured wrong.
 */
export const understanding = (
  shapes: EventShapes | undefined,
  metrics: EventStoreMetrics | undefined,
): ((event: StoredEvent) => StoredEvent) => {
  if (shapes === undefined) return (event) => event;
  return (event) => {
    if (isSystemEvent(event)) return event;
    const current = shapes.current(event);
    if (current === event) return event;
    if (typeof current === 'string') {
      metrics?.unknownEvents.inc({ reason: current });
      return current === 'type' ? event : sealed(event, current);
    }
    const { type, data, metadata } = current;
    return { ...event, type, data, metadata };
  };
};

const sealed = (event: StoredEvent, reason: UnknownShape): StoredEvent => ({
  ...event,
  get data(): never {
    const { stream, revision, type, metadata } = event;
    const what = reason === 'schema' ? 'is not known' : 'could not be raised to that of today';
    const schema = JSON.stringify(metadata['schema'] ?? null);
    throw new EventStoreError('UNKNOWN_SHAPE', `schema ${schema} of ${type}, ${stream}@${revision}, ${what}`);
  },
});

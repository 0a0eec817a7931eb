import type { EventBatch, EventJson } from '../event-store.js';

/** An event in the order of the fields of `StoredEvent`, the two big numbers as texts. */
type EventText = [
  id: string,
  stream: string,
  revision: string,
  position: string,
  recordedAtMs: number,
  type: string,
  data: EventJson,
  metadata: EventJson,
];

/** A batch as threads hand it over: one text is copied at once, and costs nothing to keep until it is wanted. */
export interface BatchText extends Omit<EventBatch, 'events'> {
  readonly events: string;
}

/** @param batch events as they are stored: their data is JSON, of which a text makes -0 a 0 */
export const textOf = ({ events, ...batch }: EventBatch): BatchText => ({
  ...batch,
  events: JSON.stringify(
    events.map(({ id, stream, revision, position, recordedAtMs, type, data, metadata }): EventText => [
      id,
      stream,
      String(revision),
      String(position),
      recordedAtMs,
      type,
      data,
      metadata,
    ]),
  ),
});

export const batchOf = ({ events, ...batch }: BatchText): EventBatch => ({
  ...batch,
  events: (JSON.parse(events) as EventText[]).map(
    ([id, stream, revision, position, recordedAtMs, type, data, metadata]) => ({
      id,
      stream,
      revision: BigInt(revision),
      position: BigInt(position),
      recordedAtMs,
      type,
      data,
      metadata,
    }),
  ),
});

import type { CanonicalEvent, EventBatch, EventJson } from '../event-store.js';

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
  /** JSON of a list of `EventText`. */
  readonly events: string;
}

const eventText = ({ id, stream, revision, position, recordedAtMs, type, data, metadata }: CanonicalEvent) =>
  `[${JSON.stringify(id)},${JSON.stringify(stream)},"${revision}","${position}",${recordedAtMs},${JSON.stringify(type)},${data},${metadata}]`;

export const textOf = ({ events, ...batch }: EventBatch<CanonicalEvent>): BatchText => ({
  ...batch,
  events: `[${events.map(eventText).join()}]`,
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

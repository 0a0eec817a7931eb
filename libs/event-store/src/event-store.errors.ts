/** Every way in which the log refuses; what each means is in `explain`. */
export type EventStoreErrorCode =
  | 'LOG_UNAVAILABLE'
  | 'INVALID_EVENT'
  | 'APPEND_TOO_LARGE'
  | 'STREAM_DELETED'
  | 'LOG_REFUSED'
  | 'UNKNOWN_SHAPE'
  | 'EVENT_STORE_CLOSED';

const explain: Readonly<Record<EventStoreErrorCode, string>> = {
  LOG_UNAVAILABLE: 'the log did not answer in time; what was sent may or may not be in it, repeating is safe',
  INVALID_EVENT: 'the event, its stream or its place cannot be sent to a log; nothing was sent',
  APPEND_TOO_LARGE: 'the events of one append are too large together; nothing was written',
  STREAM_DELETED: 'the stream was deleted on the server and can hold nothing any more',
  LOG_REFUSED: 'the log does not take this request, repeating will not help',
  UNKNOWN_SHAPE:
    'the event was written by a newer version of the program, or damaged: upgrade, or look into the event',
  EVENT_STORE_CLOSED: 'this connection to the log was closed by its owner',
};

/** The one error of this library; `code` is for programs, `cause` has what the client said. */
export class EventStoreError extends Error {
  override readonly name = 'EventStoreError';

  constructor(
    readonly code: EventStoreErrorCode,
    detail?: string,
    options?: ErrorOptions,
  ) {
    super(detail === undefined ? explain[code] : `${explain[code]}: ${detail}`, options);
  }
}

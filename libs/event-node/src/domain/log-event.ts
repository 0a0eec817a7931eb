/** An event as the log holds it. Numbers are safe integers: a gapless log does not reach 2^53. */
export interface LogEvent {
  /** Place in the log, from 1, without gaps. */
  readonly position: number;
  readonly stream: string;
  /** Place in its stream, from 0. */
  readonly revision: number;
  /** UUID, lower case with dashes. */
  readonly id: string;
  readonly type: string;
  readonly isJson: boolean;
  readonly data: Uint8Array;
  /** Empty where the event came without. */
  readonly metadata: Uint8Array;
  /** When the log took it, milliseconds since the epoch; never goes back along `position`. */
  readonly createdMs: number;
}

/** An event before the log has given it a place. */
export type ProposedEvent = Pick<LogEvent, 'id' | 'type' | 'isJson' | 'data' | 'metadata'>;

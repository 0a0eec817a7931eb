import type { NewEvent, StoredEvent } from '@app/event-store';
import type { Transaction } from '@app/platform';
import type { Deadline, Firing } from './deadline.js';

/** What the log says of a deadline that has passed. */
export interface FiredEvent {
  readonly kind: 'fired';
  readonly id: string;
  /** As it was when it fired. */
  readonly deadline: Deadline;
  readonly at: number;
}

/** What the log says of a firing that was taken back. */
export interface LiftedEvent {
  readonly kind: 'lifted';
  readonly id: string;
  readonly owner: string;
  readonly key: string;
  readonly at: number;
}

/**
 * What happens when deadlines pass: which events say so, in which stream. The events of one owner stand in one stream,
 * and nothing else does.
 */
export interface DeadlineReaction<Context = unknown> {
  /** Types of its events. */
  readonly handles: readonly string[];
  streamOf(owner: string): string;
  /** What one of its events says. Pure. */
  read(event: StoredEvent): FiredEvent | LiftedEvent;
  /** What the events need to know besides the deadlines, of the same state of the rows. */
  prepare(tx: Transaction, deadlines: readonly Deadline[]): Promise<Context>;
  /** The event, without an id. Pure: `at` is when it is seen to have passed. */
  fired(deadline: Deadline, id: string, at: number, context: Context): Omit<NewEvent, 'id'>;
  /** The event, without an id. `deadline`: as it is now; undefined where there is none any more. Pure. */
  lifted(fired: FiredEvent, deadline: Deadline | undefined, at: number): Omit<NewEvent, 'id'>;
}

/** The firings of one owner, each deadline's last one, as its stream tells them. */
export interface KnownFirings {
  readonly firings: ReadonlyMap<string, { readonly firing: Firing; readonly event: FiredEvent }>;
  readonly revision: bigint | 'no-stream';
  /** Of the last event; undefined: there is none. */
  readonly position: bigint | undefined;
}

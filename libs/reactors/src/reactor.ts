import type { StoredEvent } from '@app/event-store';
import type { Transaction } from '@app/platform';

/** The event that a reactor reacts to: what it records because of it carries its id and correlation on. */
export interface Cause {
  readonly id: string;
  readonly correlationId: string;
}

/** One state of the read models, as a reactor looks at it. */
export interface Look {
  readonly tx: Transaction;
  /** The rows hold the log up to here. */
  readonly position: bigint;
  /** Partitions of projections whose rows lack events: what follows from them would follow from half of the facts. */
  readonly incomplete: readonly { readonly projection: string; readonly partition: string }[];
}

/** What a reactor would say, and the state of the rows that it follows from. */
export interface Job<Work> {
  readonly work: Work;
  readonly position: bigint;
  readonly cause: Cause;
}

/**
 * How saying it ended. `late`: the log knows more by now than the rows did; what that is comes as an event, and is looked
 * at then.
 */
export type ActOutcome = { readonly kind: 'said'; readonly facts: number } | { readonly kind: 'late' };

/**
 * Reacts to events with events, durably (ADR 0030). It does not answer one event with another: it compares what the log
 * should hold by the rows - its goal, a pure function of the facts - with what the log holds, and says the difference. So
 * the order of arrival does not matter, and being run twice, by two at once, or again after a death says nothing twice.
 */
export interface Reactor<Work = unknown> {
  /** Unique in the ledger. */
  readonly name: string;
  /** Raised when the same facts have another goal: it then looks through the log from its beginning again. */
  readonly version: number;
  /** Event types that may change what it has to say. */
  readonly handles: readonly string[];
  /** Whom these events, in order, are about, and the last of them that is: rows that hold all of them are looked at. */
  partitionsOf(look: Look, events: readonly StoredEvent[]): Promise<ReadonlyMap<string, StoredEvent>>;
  /** What there is to say of these partitions. Pure but for reading rows; those with nothing to say are left out. */
  find(look: Look, partitions: readonly string[]): Promise<ReadonlyMap<string, readonly Work[]>>;
  /** Says it, where the log still is as the rows were. */
  act(job: Job<Work>): Promise<ActOutcome>;
}

/** Checks nothing, forgets the type of the work (the runner never looks into it). */
export const defineReactor = <Work>(reactor: Reactor<Work>): Reactor => reactor;

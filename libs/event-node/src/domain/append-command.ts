import { type ProposedEvent } from './log-event.js';

/** What the stream must hold for an append to be taken. `exact` is a revision as it came over the wire. */
export type Expected =
  | { readonly kind: 'any' }
  | { readonly kind: 'no-stream' }
  | { readonly kind: 'stream-exists' }
  | { readonly kind: 'exact'; readonly revision: bigint };

/** Events for one stream, to be written together or not at all. */
export interface AppendCommand {
  readonly stream: string;
  readonly expected: Expected;
  readonly events: readonly ProposedEvent[];
}

/** How an append ended. Revision and position -1: there is no event (an empty append to a new stream). */
export type AppendResult =
  | { readonly kind: 'appended'; readonly revision: number; readonly position: number }
  | { readonly kind: 'wrong-expected-version'; readonly actual: number }
  /** The database cannot hold it, whoever asks again. */
  | { readonly kind: 'rejected'; readonly message: string }
  /** Not decided in time; it may or may not have been written. */
  | { readonly kind: 'timeout' }
  /** The log cannot be written to now; it may or may not have been written. */
  | { readonly kind: 'unavailable'; readonly message: string };

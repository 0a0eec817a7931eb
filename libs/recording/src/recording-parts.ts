import type { EventStore } from '@app/event-store';

/** What recording stands on. */
export interface RecordingParts {
  readonly store: EventStore;
  /** The ledger's key for derived ids (see `identify`), from the vault. */
  readonly key: Uint8Array;
  /** A unique text each time: tells one attempt to record from every other (see `eventIdOf`). */
  readonly newAttemptId: () => string;
}

/** Injection token of the application's `RecordingParts`. */
export const RECORDING_PARTS = Symbol('RecordingParts');

import { EventStoreError } from '@app/event-store';

const IS_AWAY: ReadonlySet<string> = new Set(['LOG_UNAVAILABLE', 'EVENT_STORE_CLOSED']);

/** Whether all work fails alike until the log is back: nothing is wrong with what was at hand. */
export const isLogAway = (error: unknown): boolean =>
  error instanceof EventStoreError && IS_AWAY.has(error.code);

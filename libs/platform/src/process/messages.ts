/** What a child tells its parent over the channel between them. */
export type ChildMessage =
  | { readonly type: 'ready' }
  /** It cannot start. The message is for the person at the terminal: what is wrong and what to do. */
  | { readonly type: 'failed'; readonly message: string };

/** What the parent tells a child. A request to stop in good order is the signal SIGTERM. */
export interface ParentMessage {
  /** End this instant: what is under way may be lost, nothing may be damaged. */
  readonly type: 'stop-now';
}

const typeOf = (message: unknown): unknown =>
  typeof message === 'object' && message !== null && 'type' in message ? message.type : undefined;

export const isReady = (message: unknown): boolean => typeOf(message) === 'ready';

/** The message of a child that failed; undefined for every other message. */
export const failureIn = (message: unknown): string | undefined =>
  typeOf(message) === 'failed' && typeof message === 'object' && message !== null && 'message' in message
    ? String(message.message)
    : undefined;

export const isStopNow = (message: unknown): boolean => typeOf(message) === 'stop-now';

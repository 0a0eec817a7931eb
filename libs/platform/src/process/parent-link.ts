import { type ChildMessage, isStopNow } from './messages.js';

export interface ParentLinkOptions {
  /** Ends the work in good order. Called once. */
  readonly stop: () => Promise<void>;
  /** Ends it at once, when the person at the terminal has no more patience. Default: the process just ends. */
  readonly stopNow?: () => Promise<void>;
  /** After this the process ends whether or not `stop` is done. Default 2 s: children end within 5 s of a parent. */
  readonly deadlineMs?: number;
}

export interface ParentLink {
  /** Tells the parent that this child serves. Without a parent it does nothing. */
  ready(): void;
  /** Tells the parent why this child cannot start, where there are words for a person, and ends with exit code 1. */
  failed(message: string | undefined): void;
}

const tell = (message: ChildMessage, then: () => void = () => undefined): void => {
  if (process.send === undefined || !process.connected) then();
  else process.send(message, undefined, undefined, then);
};

/**
 * Ties this process to the one that started it: SIGTERM stops it in good order, and so does the end of the parent,
 * however that came about (the channel between them closes even on `kill -9`). The terminal's Ctrl-C is the parent's
 * to handle; a process that was started by hand, without a channel, handles it itself.
 *
 * @example
 * const link = linkToParent({ stop: () => app.close() });
 * await app.listen(port);
 * link.ready();
 */
export const linkToParent = ({ stop, stopNow, deadlineMs = 2_000 }: ParentLinkOptions): ParentLink => {
  let ending = false;
  const end = (how: () => Promise<void>): void => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), deadlineMs);
    how().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`stopping failed: ${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  const stopInOrder = (): void => end(stop);
  process.on('SIGTERM', stopInOrder);
  process.on('SIGINT', () => process.send === undefined && stopInOrder());
  process.on('disconnect', stopInOrder);
  process.on('message', (message) => {
    if (!isStopNow(message)) return;
    ending = false; // also while the orderly end is under way
    end(stopNow ?? (() => Promise.resolve()));
  });
  // A pipe to a parent that is gone must not hinder the orderly end.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  if (process.send !== undefined && !process.connected) stopInOrder();
  return {
    ready: () => tell({ type: 'ready' }),
    failed: (message) => {
      const leave = (): never => process.exit(1);
      if (message === undefined) leave();
      else tell({ type: 'failed', message }, leave);
    },
  };
};

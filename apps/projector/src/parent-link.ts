const DEADLINE_MS = 2_000;

export interface ParentLink {
  /** Tells the process that started this one that it serves. */
  ready(): void;
  /** Tells it why this one cannot start, where there are words for a person, and ends with exit code 1. */
  failed(message: string | undefined): void;
}

/**
 * Ends this process in good order on SIGTERM, and when the process that started it has gone, however that came about:
 * the channel between them closes even on `kill -9`. Without such a channel Ctrl-C ends it as well.
 */
export const linkToParent = (stop: () => Promise<void>): ParentLink => {
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), DEADLINE_MS).unref();
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', end);
  process.on('disconnect', end);
  process.on('SIGINT', () => process.send === undefined && end());
  process.on('message', (message) => {
    const isStopNow = typeof message === 'object' && message !== null && 'type' in message;
    if (isStopNow && message.type === 'stop-now') process.exit(0);
  });
  // A pipe to a parent that is gone must not hinder the orderly end.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  return {
    ready: () => process.connected && process.send?.({ type: 'ready' }),
    failed: (message) => {
      const leave = (): never => process.exit(1);
      if (message === undefined || process.send === undefined || !process.connected) leave();
      else process.send({ type: 'failed', message }, undefined, undefined, leave);
    },
  };
};

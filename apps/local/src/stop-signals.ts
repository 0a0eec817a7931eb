import { onNpmGone } from './processes/npm-parent.js';

export interface StopSignals {
  /** Aborts when the stack is told to stop. */
  readonly stop: AbortSignal;
  /** Aborts when the person cannot wait for the orderly end. */
  readonly stopNow: AbortSignal;
}

// npm passes Ctrl-C on to a program that has had it from the terminal already: twice within this time is once.
const echoMs = 1_000;

/**
 * Ctrl-C, SIGTERM and the end of the terminal stop the stack; a second one, a second later or more, stops it at once.
 * The end of npm, where that started it, counts as a signal too.
 */
export const stopSignals = (note: (text: string) => void): StopSignals => {
  const first = new AbortController();
  const second = new AbortController();
  let firstAt = 0;
  const onSignal = (): void => {
    const now = performance.now();
    if (!first.signal.aborted) {
      firstAt = now;
      first.abort();
      note('stopping (once more: at once)');
    } else if (now - firstAt > echoMs && !second.signal.aborted) {
      second.abort();
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  void onNpmGone(onSignal);
  return { stop: first.signal, stopNow: second.signal };
};

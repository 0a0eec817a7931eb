import { pause } from './backoff.js';

/** A pause that others can end. */
export class Wake {
  private isWanted = false;
  private end: () => void = () => undefined;

  /** Ends the pause under way, or else the next one before it begins. */
  atOnce(): void {
    this.isWanted = true;
    this.end();
  }

  /** Waits, until the signal aborts at most. */
  async after(ms: number, signal: AbortSignal): Promise<void> {
    if (!this.isWanted && !signal.aborted) {
      const own = new AbortController();
      this.end = () => own.abort();
      signal.addEventListener('abort', this.end, { once: true });
      await pause(ms, own.signal);
      signal.removeEventListener('abort', this.end);
    }
    this.isWanted = false;
  }
}

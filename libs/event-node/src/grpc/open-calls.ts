interface Closable {
  once(event: 'close' | 'cancelled' | 'error' | 'finish', listener: () => void): unknown;
}

/**
 * Calls that stay open for long: on shutdown they have to be ended by us, since a graceful shutdown of gRPC would wait
 * for them for ever.
 */
export class OpenCalls {
  private readonly calls = new Map<Closable, (why: string) => void>();
  private closing: string | undefined;

  /** @param fail ends the call with UNAVAILABLE; called at most once, at shutdown */
  add(call: Closable, fail: (why: string) => void): void {
    if (this.closing !== undefined) return fail(this.closing);
    this.calls.set(call, fail);
    const forget = (): void => {
      this.calls.delete(call);
    };
    for (const event of ['close', 'cancelled', 'error', 'finish'] as const) call.once(event, forget);
  }

  /** Ends all of them, and every later one at once. */
  failAll(why: string): void {
    this.closing = why;
    for (const fail of [...this.calls.values()]) fail(why);
    this.calls.clear();
  }
}

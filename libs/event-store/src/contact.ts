/**
 * Since when the log has not answered, seen over everything that uses one connection: who comes when it has been away
 * for long need not find that out by waiting as well.
 */
export class Contact {
  private lostAtMs: number | undefined;

  answered(): void {
    this.lostAtMs = undefined;
  }

  lost(): void {
    this.lostAtMs ??= performance.now();
  }

  /** Milliseconds since the first failure after the last answer; 0 while it answers. */
  get awayMs(): number {
    return this.lostAtMs === undefined ? 0 : performance.now() - this.lostAtMs;
  }
}

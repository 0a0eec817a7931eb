import { VERIFIED_PARTS, type VerifiedPart } from '../domain/index.js';
import type { PartProgress } from './verification-jobs.js';

/** How far a verification is, told now and then. */
export class VerificationProgress {
  private readonly parts = new Map<VerifiedPart, PartProgress>();
  private telling: Promise<void> = Promise.resolve();
  private toldAtMs = Number.NEGATIVE_INFINITY;

  /**
   * @param tell takes what is known of all parts
   * @param everyMs at most so often, but for the end of a part
   */
  constructor(
    private readonly tell: (progress: readonly PartProgress[]) => Promise<void>,
    private readonly everyMs = 250,
  ) {}

  /** A part has come so far; what it is expected to come to may be an estimate. */
  at(part: VerifiedPart, done: number, total: number): void {
    this.parts.set(part, { part, done, total: Math.max(done, total) });
    if (done < total && performance.now() - this.toldAtMs < this.everyMs) return;
    this.toldAtMs = performance.now();
    const now = VERIFIED_PARTS.flatMap((each) => this.parts.get(each) ?? []);
    // One after the other, or an older one could overtake. Progress that cannot be told stops nothing.
    this.telling = this.telling.then(() => this.tell(now)).catch(() => undefined);
  }

  /** Waits until everything is told. */
  async settled(): Promise<void> {
    await this.telling;
  }
}

import type { Segment } from './service-levels.js';

/** A segment while a clock is still being walked. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly kind: Segment['kind'];
  readonly seconds: number;
  readonly factId: string;
  readonly reasons: readonly string[];
}

/** Adds a stretch, of a second or more: neighbours of one kind are one (MEASURING 7). */
export function addStretch(stretches: Stretch[], next: Stretch): void {
  const last = stretches.at(-1);
  if (last?.kind !== next.kind) {
    stretches.push(next);
    return;
  }
  stretches[stretches.length - 1] = {
    from: last.from,
    to: next.to,
    kind: last.kind,
    seconds: last.seconds + next.seconds,
    factId: last.factId,
    reasons:
      last.reasons === next.reasons ? last.reasons : [...new Set([...last.reasons, ...next.reasons])].sort(),
  };
}

/** What ran or was held before a new attempt belongs to an earlier one; one that began held was opened by the wait. */
export function asEarlierAttempt(stretches: readonly Stretch[]): Stretch[] {
  const renamed: Stretch[] = [];
  for (const stretch of stretches) {
    const open = stretch.kind === 'running' || stretch.kind === 'paused';
    addStretch(renamed, open ? { ...stretch, kind: 'earlier-attempt', reasons: NO_REASONS } : stretch);
  }
  return renamed;
}

export const NO_REASONS: readonly string[] = [];

/** The segments of the answer. */
export const segmentsOf = (stretches: readonly Stretch[]): Segment[] =>
  stretches.map(({ from, to, kind, seconds, factId, reasons }) =>
    kind === 'paused' ? { from, to, kind, seconds, factId, reasons } : { from, to, kind, seconds, factId },
  );

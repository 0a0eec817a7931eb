import type { RecordingMetadata } from '@app/facts';
import { Command } from '@nestjs/cqrs';
import type { Evaluation } from './domain/evaluation.js';
import type { Freeze } from './domain/freeze-event.js';

/** How a freeze or its withdrawal ended. */
export type FreezeOutcome =
  | {
      readonly kind: 'recorded';
      readonly freeze: Freeze;
      readonly position: bigint;
      readonly revision: bigint;
    }
  | { readonly kind: 'refused'; readonly code: string; readonly detail: string }
  | { readonly kind: 'conflict' };

/** Freeze a month as this evaluation shows it. */
export class FreezeEvaluation extends Command<FreezeOutcome> {
  constructor(
    readonly evaluation: Evaluation,
    /** Of the log: what the evaluation holds. */
    readonly position: bigint,
    /** Partitions that are missing from the figures. */
    readonly parked: readonly string[],
    readonly words: { readonly by?: string; readonly note?: string },
    readonly metadata: RecordingMetadata,
  ) {
    super();
  }
}

/** Take the freeze of a month back. */
export class WithdrawFreeze extends Command<FreezeOutcome> {
  constructor(
    readonly agreementId: string,
    readonly month: string,
    readonly words: { readonly by?: string; readonly reason: string },
    readonly metadata: RecordingMetadata,
  ) {
    super();
  }
}

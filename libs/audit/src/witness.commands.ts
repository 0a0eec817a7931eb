import type { RecordingMetadata } from '@app/facts';
import { Command } from '@nestjs/cqrs';
import type { Cosignature, Witness } from './domain/index.js';

/** How a command about witnesses ended. `known`: it was there already, and nothing was added. */
export type WitnessOutcome =
  | { readonly kind: 'recorded'; readonly position: bigint }
  | { readonly kind: 'known' | 'other-name' | 'no-head' | 'no-witness' | 'not-signed' };

/** Let somebody countersign heads. */
export class RegisterWitness extends Command<WitnessOutcome> {
  constructor(
    readonly witness: Witness,
    readonly metadata: RecordingMetadata,
  ) {
    super();
  }
}

/** A witness has signed a head. */
export class CosignHead extends Command<WitnessOutcome> {
  constructor(
    readonly cosignature: Cosignature,
    readonly metadata: RecordingMetadata,
  ) {
    super();
  }
}

import type { RecordingMetadata, SentFact } from '@app/facts';
import type { RecordResult, StrictOptions } from '@app/recording';
import type { Instant } from '@app/support-time';
import { Command } from '@nestjs/cqrs';

/** Record one fact of a service, found valid by the catalogue, if it makes sense now (REST). */
export class RecordServiceFact extends Command<RecordResult> {
  constructor(
    readonly fact: SentFact,
    readonly instant: Instant,
    readonly metadata: RecordingMetadata,
    readonly options: StrictOptions = {},
  ) {
    super();
  }
}

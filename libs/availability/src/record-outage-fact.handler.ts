import { identify } from '@app/facts';
import { RECORDING_PARTS, recordStrict, type RecordingParts, type RecordResult } from '@app/recording';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { decideOutageFact } from './domain/outage.decider.js';
import type { OutageFact } from './domain/outage-fact.js';
import { RecordOutageFact } from './record-outage-fact.command.js';

@CommandHandler(RecordOutageFact)
export class RecordOutageFactHandler implements ICommandHandler<RecordOutageFact> {
  constructor(@Inject(RECORDING_PARTS) private readonly parts: RecordingParts) {}

  execute({ fact, instant, metadata, options }: RecordOutageFact): Promise<RecordResult> {
    const identified = identify(fact, instant, this.parts.key);
    return recordStrict<OutageFact>(this.parts, identified, decideOutageFact, metadata, options);
  }
}

import { identify } from '@app/facts';
import { RECORDING_PARTS, recordStrict, type RecordingParts, type RecordResult } from '@app/recording';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { decideServiceFact } from './domain/service.decider.js';
import type { ServiceFact } from './domain/service-fact.js';
import { RecordServiceFact } from './record-service-fact.command.js';

@CommandHandler(RecordServiceFact)
export class RecordServiceFactHandler implements ICommandHandler<RecordServiceFact> {
  constructor(@Inject(RECORDING_PARTS) private readonly parts: RecordingParts) {}

  execute({ fact, instant, metadata, options }: RecordServiceFact): Promise<RecordResult> {
    const identified = identify(fact, instant, this.parts.key);
    return recordStrict<ServiceFact>(this.parts, identified, decideServiceFact, metadata, options);
  }
}

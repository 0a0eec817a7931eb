import { identify } from '@app/facts';
import { RECORDING_PARTS, recordStrict, type RecordingParts, type RecordResult } from '@app/recording';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { decideTicketFact } from './domain/ticket.decider.js';
import type { TicketFact } from './domain/ticket-fact.js';
import { RecordTicketFact } from './record-ticket-fact.command.js';

@CommandHandler(RecordTicketFact)
export class RecordTicketFactHandler implements ICommandHandler<RecordTicketFact> {
  constructor(@Inject(RECORDING_PARTS) private readonly parts: RecordingParts) {}

  execute({ fact, instant, metadata, options }: RecordTicketFact): Promise<RecordResult> {
    const identified = identify(fact, instant, this.parts.key);
    return recordStrict<TicketFact>(this.parts, identified, decideTicketFact, metadata, options);
  }
}

import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { RecordTicketFactHandler } from './record-ticket-fact.handler.js';

/** Commands on tickets. Needs `RECORDING_PARTS` from a global module of the application. */
@Module({ imports: [CqrsModule], providers: [RecordTicketFactHandler] })
export class TicketsModule {}

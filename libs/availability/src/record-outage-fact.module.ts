import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { RecordOutageFactHandler } from './record-outage-fact.handler.js';

/** Commands on outages. Needs `RECORDING_PARTS` from a global module of the application. */
@Module({ imports: [CqrsModule], providers: [RecordOutageFactHandler] })
export class RecordOutageFactModule {}

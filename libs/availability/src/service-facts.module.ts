import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { RecordServiceFactHandler } from './record-service-fact.handler.js';

/** Commands on services. Needs `RECORDING_PARTS` from a global module of the application. */
@Module({ imports: [CqrsModule], providers: [RecordServiceFactHandler] })
export class ServiceFactsModule {}

import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { RecordProblemFactHandler } from './record-problem-fact.handler.js';

/** Commands on problems. Needs `RECORDING_PARTS` from a global module of the application. */
@Module({ imports: [CqrsModule], providers: [RecordProblemFactHandler] })
export class ProblemsModule {}

import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { KeepReportHandler } from './keep-report.handler.js';
import { RecordProblemFactHandler } from './record-problem-fact.handler.js';

/** Commands on problems. Needs `RECORDING_PARTS` and `REPORT_VAULT` from a global module of the application. */
@Module({ imports: [CqrsModule], providers: [RecordProblemFactHandler, KeepReportHandler] })
export class ProblemsModule {}

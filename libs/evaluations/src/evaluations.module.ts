import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { FreezeEvaluationHandler, WithdrawFreezeHandler } from './freeze.handlers.js';

/** Commands on months. Needs `RECORDING_PARTS` and `FROZEN_DOCUMENTS` from a global module of the application. */
@Module({ imports: [CqrsModule], providers: [FreezeEvaluationHandler, WithdrawFreezeHandler] })
export class EvaluationsModule {}

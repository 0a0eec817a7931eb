import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { CosignHeadHandler, RegisterWitnessHandler } from './witness.handlers.js';

/** Commands on witnesses. Needs `AUDIT_PARTS` from a global module of the application. */
@Module({ imports: [CqrsModule], providers: [RegisterWitnessHandler, CosignHeadHandler] })
export class AuditModule {}

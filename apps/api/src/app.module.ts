import { AgreementsModule } from '@app/agreements';
import { AUDIT_PARTS, AuditModule, type AuditParts } from '@app/audit';
import { RecordOutageFactModule, ServiceFactsModule } from '@app/availability';
import { EvaluationsModule, FROZEN_DOCUMENTS } from '@app/evaluations';
import { CLOCK } from '@app/platform';
import { ProblemsModule, REPORT_VAULT } from '@app/problems';
import { RECORDING_PARTS } from '@app/recording';
import { TicketsModule } from '@app/tickets';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { AgreementCommandsController } from './agreements/agreement-commands.controller.js';
import { AgreementQueriesController } from './agreements/agreement-queries.controller.js';
import { AgreementTermsController } from './agreements/agreement-terms.controller.js';
import { NoticesController } from './agreements/notices.controller.js';
import { SupportTimeController } from './agreements/support-time.controller.js';
import { API_PARTS, type ApiParts } from './api-parts.js';
import { AuditKeysController } from './audit/audit-keys.controller.js';
import { HeadsController } from './audit/heads.controller.js';
import { MonthExportsController } from './audit/month-exports.controller.js';
import { MonthExports } from './audit/month-exports.js';
import { ProofsController } from './audit/proofs.controller.js';
import { TreeReader } from './audit/tree-reader.js';
import { VerificationsController } from './audit/verifications.controller.js';
import { DeadlinesController } from './escalations/deadlines.controller.js';
import { RaisedNoticesController } from './escalations/raised-notices.controller.js';
import { EvaluationFilesController } from './evaluations/evaluation-files.controller.js';
import { EvaluationHistoryController } from './evaluations/evaluation-history.controller.js';
import { EvaluationMonthsController } from './evaluations/evaluation-months.controller.js';
import { EvaluationsController } from './evaluations/evaluations.controller.js';
import { FreezesController } from './evaluations/freezes.controller.js';
import { MonthReader } from './evaluations/month-reader.js';
import { IdempotencyInterceptor } from './facts/idempotency.interceptor.js';
import { FindingsController } from './findings/findings.controller.js';
import { HealthController } from './health/health.controller.js';
import { MetricsController } from './health/metrics.controller.js';
import { ImportsController } from './imports/imports.controller.js';
import { OutageCommandsController } from './outages/outage-commands.controller.js';
import { OutageQueriesController } from './outages/outage-queries.controller.js';
import { CandidatesController } from './problems/candidates.controller.js';
import { ProblemCommandsController } from './problems/problem-commands.controller.js';
import { ProblemQueriesController } from './problems/problem-queries.controller.js';
import { ReportsController } from './problems/reports.controller.js';
import { ParkedPartitionsController } from './projections/parked-partitions.controller.js';
import { ProjectionsController } from './projections/projections.controller.js';
import { ReactorsController } from './reactors/reactors.controller.js';
import { RebuildsController } from './projections/rebuilds.controller.js';
import { ServiceLevelsController } from './service-levels/service-levels.controller.js';
import { TicketHistoryController } from './service-levels/ticket-history.controller.js';
import { ServiceCommandsController } from './services/service-commands.controller.js';
import { ServiceQueriesController } from './services/service-queries.controller.js';
import { TicketCommandsController } from './tickets/ticket-commands.controller.js';
import { TicketQueriesController } from './tickets/ticket-queries.controller.js';
import { WhatIfController } from './what-if/what-if.controller.js';

/** The parts, for the handlers of every library. */
@Module({})
class PartsModule {}

const partsModule = (parts: ApiParts): DynamicModule => ({
  module: PartsModule,
  global: true,
  providers: [
    { provide: API_PARTS, useValue: parts },
    { provide: CLOCK, useValue: parts.clock },
    { provide: RECORDING_PARTS, useValue: parts.recording },
    { provide: FROZEN_DOCUMENTS, useValue: parts.documents },
    { provide: AUDIT_PARTS, useValue: { sql: parts.sql, store: parts.store } satisfies AuditParts },
    { provide: REPORT_VAULT, useValue: parts.reports },
  ],
  exports: [API_PARTS, CLOCK, RECORDING_PARTS, FROZEN_DOCUMENTS, AUDIT_PARTS, REPORT_VAULT],
});

@Module({})
export class AppModule {
  static with(parts: ApiParts): DynamicModule {
    return {
      module: AppModule,
      imports: [
        partsModule(parts),
        CqrsModule.forRoot(),
        AgreementsModule,
        TicketsModule,
        RecordOutageFactModule,
        ServiceFactsModule,
        ProblemsModule,
        EvaluationsModule,
        AuditModule,
      ],
      providers: [
        MonthReader,
        MonthExports,
        TreeReader,
        { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
      ],
      controllers: [
        HealthController,
        MetricsController,
        AgreementCommandsController,
        AgreementQueriesController,
        AgreementTermsController,
        NoticesController,
        SupportTimeController,
        TicketCommandsController,
        TicketQueriesController,
        ServiceLevelsController,
        TicketHistoryController,
        // Before the months: its paths are narrower than theirs.
        FreezesController,
        EvaluationFilesController,
        EvaluationHistoryController,
        EvaluationsController,
        EvaluationMonthsController,
        WhatIfController,
        OutageCommandsController,
        OutageQueriesController,
        ServiceCommandsController,
        ServiceQueriesController,
        ProblemCommandsController,
        ProblemQueriesController,
        ReportsController,
        FindingsController,
        CandidatesController,
        ReactorsController,
        DeadlinesController,
        RaisedNoticesController,
        ImportsController,
        ProjectionsController,
        ParkedPartitionsController,
        RebuildsController,
        HeadsController,
        AuditKeysController,
        ProofsController,
        VerificationsController,
        MonthExportsController,
      ],
    };
  }
}

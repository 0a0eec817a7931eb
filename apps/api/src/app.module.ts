import { RecordOutageFactModule } from '@app/availability';
import { ProblemsModule } from '@app/problems';
import { RECORDING_PARTS } from '@app/recording';
import { TicketsModule } from '@app/tickets';
import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { API_PARTS, type ApiParts } from './api-parts.js';
import { HealthController } from './health/health.controller.js';
import { MetricsController } from './health/metrics.controller.js';
import { ImportsController } from './imports/imports.controller.js';
import { OutageCommandsController } from './outages/outage-commands.controller.js';
import { ProblemCommandsController } from './problems/problem-commands.controller.js';
import { ProjectionsController } from './projections/projections.controller.js';
import { TicketCommandsController } from './tickets/ticket-commands.controller.js';

/** The parts, for the handlers of every library. */
@Module({})
class PartsModule {}

const partsModule = (parts: ApiParts): DynamicModule => ({
  module: PartsModule,
  global: true,
  providers: [
    { provide: API_PARTS, useValue: parts },
    { provide: RECORDING_PARTS, useValue: parts.recording },
  ],
  exports: [API_PARTS, RECORDING_PARTS],
});

@Module({})
export class AppModule {
  static with(parts: ApiParts): DynamicModule {
    return {
      module: AppModule,
      imports: [
        partsModule(parts),
        CqrsModule.forRoot(),
        TicketsModule,
        RecordOutageFactModule,
        ProblemsModule,
      ],
      controllers: [
        HealthController,
        MetricsController,
        TicketCommandsController,
        OutageCommandsController,
        ProblemCommandsController,
        ImportsController,
        ProjectionsController,
      ],
    };
  }
}

import { projectionStatus, type ProjectionStatus } from '@app/projections';
import { Controller, Get, Inject } from '@nestjs/common';
import { API_PARTS, type ApiParts } from '../api-parts.js';

/** How far the read models are. */
@Controller('v1/projections')
export class ProjectionsController {
  constructor(@Inject(API_PARTS) private readonly parts: ApiParts) {}

  /** Each read model: name, version, position, lag, state. */
  @Get()
  async list(): Promise<{ readonly items: readonly ProjectionStatus[]; readonly next: null }> {
    const { sql, store, groups, clock } = this.parts;
    return { items: await projectionStatus({ sql, store, groups, clock }), next: null };
  }
}

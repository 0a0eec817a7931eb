import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { API_PARTS, type ApiParts } from '../api-parts.js';

/** Metrics of this process as Prometheus text. */
@ApiExcludeController()
@Controller('metrics')
export class MetricsController {
  constructor(@Inject(API_PARTS) private readonly parts: ApiParts) {}

  @Get()
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  metrics(): Promise<string> {
    return this.parts.registry.metrics();
  }
}

import type { Readable } from 'node:stream';
import { importFacts, type ImportSummary } from '@app/recording';
import { nowSecond } from '@app/platform';
import { Body, Controller, HttpCode, Inject, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import type { ApiRequest } from '../http/api-request.js';
import { NDJSON } from '../http/body-parsers.js';
import { ImportQuery } from './import.query.dto.js';
import { importBody } from './import-body.js';

/** Facts in bulk: lenient, since the past was as it was. */
@Controller('v1/imports')
export class ImportsController {
  constructor(@Inject(API_PARTS) private readonly parts: ApiParts) {}

  /** Import NDJSON of facts: any order, any size, streamed. */
  @Post()
  @HttpCode(200)
  @ApiConsumes(NDJSON)
  @ApiBody({
    description: 'One fact a line; gzip as Content-Encoding is accepted',
    schema: { type: 'string' },
  })
  import(
    @Body() body: Readable | undefined,
    @Query() { dryRun }: ImportQuery,
    @Req() request: ApiRequest,
  ): Promise<ImportSummary> {
    const { importing, catalogue, clock } = this.parts;
    return importFacts(importing, importBody(body, request.headers), {
      catalogue,
      now: () => nowSecond(clock),
      metadata: { recordedBy: request.subject, $correlationId: request.id },
      dryRun: dryRun === 'true',
    });
  }
}

import { Readable } from 'node:stream';
import { filesOf, tarOf, tarSize } from '@app/audit/domain';
import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { MonthExportQuery } from './month-export.query.dto.js';
import { MonthExports } from './month-exports.js';

const MEDIA_TYPE = 'application/x-tar';

/** Frozen months to take away, with everything that proves them. */
@Controller('v1/audit/exports')
export class MonthExportsController {
  constructor(private readonly exports: MonthExports) {}

  /** A frozen month as one tar: its facts, terms, document, signed heads and proofs, which `verifier/` checks offline. */
  @Get(':agreementId/:month')
  @ApiOkResponse({ content: { [MEDIA_TYPE]: { schema: { type: 'string', format: 'binary' } } } })
  async export(
    @Param('agreementId') agreementId: string,
    @Param('month') month: string,
    @Query() query: MonthExportQuery,
  ): Promise<StreamableFile> {
    const files = filesOf(await this.exports.read(agreementId, month, query));
    return new StreamableFile(Readable.from(tarOf(files), { objectMode: false }), {
      type: MEDIA_TYPE,
      disposition: `attachment; filename="${agreementId}-${month}.tar"`,
      length: tarSize(files),
    });
  }
}

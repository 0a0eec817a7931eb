import {
  DOCUMENT_FORMATS,
  documentFileName,
  renderDocument,
  type DocumentFormat,
} from '@app/evaluation-documents';
import { reportOf } from '@app/evaluation-documents/domain';
import { Controller, Get, Inject, Param, Query, StreamableFile } from '@nestjs/common';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { ApiDocumentFile } from '../openapi/api-document-file.js';
import { positionText } from '../read-models.js';
import { EvaluationFileQuery } from './evaluation-file.query.dto.js';
import { MonthReader } from './month-reader.js';
import { standingOf } from './shown-month.js';

interface AskedFile {
  readonly agreementId: string;
  readonly month: string;
  readonly query: EvaluationFileQuery;
}

/** The month to take along: one document in three formats. */
@Controller('v1/evaluations')
export class EvaluationFilesController {
  constructor(
    @Inject(API_PARTS) private readonly parts: ApiParts,
    private readonly months: MonthReader,
  ) {}

  /** The evaluation of a month to print. */
  @Get(':agreementId/:month.pdf')
  @ApiDocumentFile('pdf')
  pdf(
    @Param('agreementId') agreementId: string,
    @Param('month') month: string,
    @Query() query: EvaluationFileQuery,
  ): Promise<StreamableFile> {
    return this.file('pdf', { agreementId, month, query });
  }

  /** The evaluation of a month as a workbook: an overview, and a sheet for each of its tables. */
  @Get(':agreementId/:month.xlsx')
  @ApiDocumentFile('xlsx')
  xlsx(
    @Param('agreementId') agreementId: string,
    @Param('month') month: string,
    @Query() query: EvaluationFileQuery,
  ): Promise<StreamableFile> {
    return this.file('xlsx', { agreementId, month, query });
  }

  /** The evaluation of a month as one CSV (RFC 4180) with the fields of the JSON; `table` says which list a row is of. */
  @Get(':agreementId/:month.csv')
  @ApiDocumentFile('csv')
  csv(
    @Param('agreementId') agreementId: string,
    @Param('month') month: string,
    @Query() query: EvaluationFileQuery,
  ): Promise<StreamableFile> {
    return this.file('csv', { agreementId, month, query });
  }

  private async file(
    format: DocumentFormat,
    { agreementId, month, query }: AskedFile,
  ): Promise<StreamableFile> {
    const { language = 'nl' } = query;
    const report = await this.parts.readModels.read(query, async (snapshot) => {
      const read = await this.months.read(snapshot, agreementId, month, { ...query, explain: language });
      const standing = { position: positionText(snapshot), ...standingOf(read, snapshot) };
      return reportOf({ ...read.evaluation, ...standing }, read.agreement, language);
    });
    // Rendered when the snapshot is closed: a page takes longer than a query.
    const bytes = await renderDocument(report, format);
    return new StreamableFile(bytes, {
      type: DOCUMENT_FORMATS[format],
      disposition: `attachment; filename="${documentFileName(report, format)}"`,
      length: bytes.length,
    });
  }
}

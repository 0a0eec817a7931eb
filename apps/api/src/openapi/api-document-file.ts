import { DOCUMENT_FORMATS, type DocumentFormat } from '@app/evaluation-documents';
import { ApiProduces, ApiResponse } from '@nestjs/swagger';
import { applyDecorators } from '@nestjs/common';

/** Describes a route that answers with a file to keep. */
export const ApiDocumentFile = (format: DocumentFormat): MethodDecorator =>
  applyDecorators(
    ApiProduces(DOCUMENT_FORMATS[format]),
    ApiResponse({
      status: 200,
      description: 'A file to keep; Content-Disposition names it',
      schema: { type: 'string', format: 'binary' },
      headers: { 'Content-Disposition': { schema: { type: 'string' } } },
    }),
  );

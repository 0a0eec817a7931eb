import type { Agreement } from '@app/agreements/domain';
import { renderDocument, type DocumentFormat } from '@app/evaluation-documents';
import { reportOf, type EvaluationDocument } from '@app/evaluation-documents/domain';
import type { Language } from '@app/service-levels/domain';

/** An evaluation as the bytes of a file. */
export const renderEvaluation = (
  document: EvaluationDocument,
  agreement: Agreement,
  format: DocumentFormat,
  language: Language,
): Promise<Buffer> => renderDocument(reportOf(document, agreement, language), format);

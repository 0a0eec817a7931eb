import type { Report } from './domain/report.js';
import { reportPdf } from './pdf/report-pdf.js';
import { reportCsv } from './report-csv.js';
import { reportXlsx } from './xlsx/report-xlsx.js';

/** What a document can be rendered as, and its media type. */
export const DOCUMENT_FORMATS = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8; header=present',
} as const;
export type DocumentFormat = keyof typeof DOCUMENT_FORMATS;

/** A document as the bytes of a file; the same document gives the same bytes. */
export async function renderDocument(report: Report, format: DocumentFormat): Promise<Buffer> {
  switch (format) {
    case 'pdf':
      return reportPdf(report);
    case 'xlsx':
      return reportXlsx(report);
    case 'csv':
      return Buffer.from(reportCsv(report), 'utf8');
  }
}

/**
 * A name that every file system and every `Content-Disposition` takes, whatever the agreement's id holds.
 *
 * @example documentFileName(report, 'pdf') // 'evaluation-demo-iv-integration-2026-03-nl.pdf'
 */
export const documentFileName = (report: Report, format: DocumentFormat): string =>
  `${report.fileStem.replace(/[^A-Za-z0-9._-]/g, '-')}-${report.language}.${format}`;

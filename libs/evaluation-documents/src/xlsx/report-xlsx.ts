import { unzipSync, zipSync } from 'fflate';
import writeExcelFile, { type Sheet } from 'write-excel-file/node';
import type { Report } from '../domain/report.js';
import { overviewSheet } from './overview-sheet.js';
import { tableSheet } from './table-sheet.js';

/** The first day that a zip can hold. */
const NO_TIME = new Date(1980, 0, 1);

/**
 * A document as a workbook: an overview, then a sheet for each table, empty ones too. Numbers are numbers (durations in
 * seconds), instants are dates of the agreement's wall clock, and text is text: no cell is a formula. The same document
 * gives the same bytes.
 */
export async function reportXlsx(report: Report): Promise<Buffer> {
  const sheets: Sheet<Buffer>[] = [overviewSheet(report), ...report.tables.map(tableSheet)];
  const written = await writeExcelFile(sheets, { fontFamily: 'Calibri', fontSize: 11 }).toBuffer();
  // The library stamps its entries with the machine's clock.
  return Buffer.from(zipSync(unzipSync(written), { mtime: NO_TIME }));
}

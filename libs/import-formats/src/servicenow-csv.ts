import { CsvError, parse } from 'csv-parse';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { readServicenowRow, SERVICENOW_COLUMNS, type ReadRow } from './domain/servicenow-row.js';

/** The input is not that log at all; the message says what is wrong with it. */
export class ServicenowFormatError extends Error {}

/** What csv-parse answers with `raw`. */
interface Parsed {
  readonly record: readonly string[];
  readonly raw: string;
}

type Column = (typeof SERVICENOW_COLUMNS)[number];

/**
 * Reads the rows of a ServiceNow log as CSV (RFC 4180): a header with the names of `SERVICENOW_COLUMNS`, in any order
 * among others, then one row an update. What is wrong with a row leaves out that row.
 *
 * @param input UTF-8, already unzipped
 * @throws ServicenowFormatError where a column is missing or a quote is never closed; what the input throws
 */
export async function readServicenowCsv(
  input: AsyncIterable<Uint8Array>,
  take: (read: ReadRow) => void,
): Promise<void> {
  const parser = parse({
    bom: true,
    raw: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_ROW_BYTES,
  });
  let header: Header | undefined;
  let failure: unknown;
  const takeAll = async (rows: AsyncIterable<Parsed>): Promise<void> => {
    try {
      for await (const { record, raw } of rows) {
        if (header === undefined) header = readHeader(record);
        else take(readRecord(header, record, raw));
      }
    } catch (error) {
      failure = error;
      throw error;
    }
  };
  try {
    await pipeline(Readable.from(input), parser, takeAll);
  } catch (error) {
    // What went wrong first: the pipeline may tell of the streams that it closed because of it.
    const cause = failure ?? error;
    throw cause instanceof CsvError ? new ServicenowFormatError(`is not CSV: ${cause.message}`) : cause;
  }
  if (header === undefined) throw new ServicenowFormatError('is empty: it has no header');
}

const LONGEST_ROW_BYTES = 1024 * 1024;
const LINE_ENDS = /^[\r\n]+|[\r\n]+$/g;

interface Header {
  readonly length: number;
  readonly indexOf: Readonly<Record<Column, number>>;
}

function readHeader(names: readonly string[]): Header {
  const places = SERVICENOW_COLUMNS.map((column) => [column, names.indexOf(column)] as const);
  const missing = places.filter(([, index]) => index < 0).map(([column]) => column);
  if (missing.length > 0) {
    throw new ServicenowFormatError(
      `is not that log: its first line is no header with the column${missing.length > 1 ? 's' : ''} ${missing.join(', ')}`,
    );
  }
  return { length: names.length, indexOf: Object.fromEntries(places) as Record<Column, number> };
}

function readRecord({ length, indexOf }: Header, record: readonly string[], raw: string): ReadRow {
  if (record.length !== length) return { kind: 'skipped', reason: 'WRONG_COLUMN_COUNT' };
  return readServicenowRow((column) => record[indexOf[column]] ?? '', raw.replace(LINE_ENDS, ''));
}

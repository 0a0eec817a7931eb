import { ServicenowFormatError, ServicenowLog } from '@app/import-formats';
import { CliError } from '../cli.errors.js';
import { openInput, unzipped } from '../input/open-input.js';
import type { Terminal } from '../terminal.js';
import { counted, startProgress } from './progress.js';

/** Reads CSV files as one ServiceNow log. Throws CliError where one of them is none. */
export async function readServicenow(files: readonly string[], terminal: Terminal): Promise<ServicenowLog> {
  const log = new ServicenowLog();
  for (const file of files) {
    const input = await openInput(file, terminal);
    const progress = await startProgress(terminal, `reading ${input.name}`, input.size, 'bytes');
    try {
      await log.read(unzipped({ ...input, bytes: counted(input.bytes, progress) }));
    } catch (error) {
      throw error instanceof ServicenowFormatError
        ? new CliError(`${input.name} ${error.message}. Give the log as CSV, with its header.`)
        : error;
    } finally {
      progress.stop();
    }
  }
  return log;
}

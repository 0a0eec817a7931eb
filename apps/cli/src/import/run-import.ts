import { CliError } from '../cli.errors.js';
import type { ExitCode, Terminal } from '../terminal.js';
import { findServer } from './find-server.js';
import { importNdjson } from './import-ndjson.js';
import { importServicenow } from './import-servicenow.js';
import { ndjsonToOutput, servicenowToOutput } from './to-ndjson.js';

/** As the command line gives them. */
export interface ImportOptions {
  readonly format: string;
  readonly agreement?: string;
  readonly server?: string;
  readonly token?: string;
  readonly tokenFile?: string;
  readonly toNdjson?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** Imports files into a ledger, or with `toNdjson` writes their facts. */
export async function runImport(
  files: readonly string[],
  options: ImportOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { format, agreement, toNdjson = false } = options;
  if (files.filter((file) => file === '-').length > 1)
    throw new CliError('Name standard input (-) only once.');
  if (toNdjson && options.dryRun)
    throw new CliError('Give --to-ndjson or --dry-run: the first records nothing anyway.');
  switch (format) {
    case 'ndjson': {
      if (agreement !== undefined)
        throw new CliError('--agreement is for --format servicenow: leave it out.');
      if (toNdjson) return ndjsonToOutput(files, terminal);
      return importNdjson(files, await findServer(options, terminal), options, terminal);
    }
    case 'servicenow': {
      if (agreement === undefined) {
        throw new CliError(
          '--format servicenow needs --agreement: the id or the file of the one it is under.',
        );
      }
      if (toNdjson) return servicenowToOutput(files, { ...options, agreement }, terminal);
      return importServicenow(
        files,
        await findServer(options, terminal),
        { ...options, agreement },
        terminal,
      );
    }
    default:
      throw new CliError(`There is no format "${format}": give --format ndjson or --format servicenow.`);
  }
}

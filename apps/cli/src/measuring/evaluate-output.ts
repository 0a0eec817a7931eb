import type { DocumentFormat } from '@app/evaluation-documents';
import type { Language } from '@app/service-levels/domain';
import { CliError, InputError } from '../cli.errors.js';
import { languageFrom } from './arguments.js';

/** How an evaluation is to be written, as the command line gives it. */
export interface OutputOptions {
  readonly batch?: boolean;
  readonly json?: boolean;
  readonly format?: string;
  readonly language?: string;
  readonly output?: string;
}

/** JSON has no language, a document has one; `path` undefined or `-` is standard output. */
export type EvaluateOutput = { readonly path: string | undefined } & (
  { readonly format: 'json' } | { readonly format: DocumentFormat; readonly language: Language }
);

const FORMATS = ['json', 'pdf', 'xlsx', 'csv'] as const satisfies readonly EvaluateOutput['format'][];

/** Checks what is asked for. Throws CliError where options contradict each other, or a screen would get bytes. */
export function outputFrom(options: OutputOptions): EvaluateOutput {
  const { format: asked = 'json', output: path } = options;
  const format = FORMATS.find((known) => known === asked);
  if (format === undefined) throw new InputError(`--format must be one of ${FORMATS.join(', ')}`);
  const language = languageFrom(options.language, '--language');
  if (options.batch && (options.format ?? options.language ?? path) !== undefined) {
    throw new CliError('--batch answers lines of JSON: leave out --format, --language and --output.');
  }
  if (format === 'json') {
    if (language === undefined) return { path, format };
    throw new CliError(
      'JSON has no language: give --format pdf, xlsx or csv as well, or leave out --language.',
    );
  }
  if (options.json) throw new CliError(`--json writes JSON: leave it out with --format ${format}.`);
  if (format !== 'csv' && path === undefined) {
    throw new CliError(
      `A ${format} file is nothing to read on a screen: give --output FILE, or - to pipe it on.`,
    );
  }
  return { path, format, language: language ?? 'nl' };
}

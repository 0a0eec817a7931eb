import { ndjsonLines, servicenowTerms } from '@app/import-formats';
import { unreadableText } from '../input/answer-lines.js';
import { openInput, unzipped } from '../input/open-input.js';
import { note, type ExitCode, type Terminal } from '../terminal.js';
import { TextOutput } from '../text-output.js';
import { findAgreement } from './find-agreement.js';
import { findServer } from './find-server.js';
import { conversionOf, conversionText } from './import-summary.js';
import { readServicenow } from './read-servicenow.js';

interface ServicenowOptions {
  readonly agreement: string;
  readonly server?: string;
  readonly token?: string;
  readonly tokenFile?: string;
  readonly json?: boolean;
}

/** Writes the facts of a ServiceNow log as NDJSON; what was read and skipped is told on standard error. */
export async function servicenowToOutput(
  files: readonly string[],
  options: ServicenowOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const server = options.server === undefined ? undefined : await findServer(options, terminal);
  const terms = servicenowTerms(await findAgreement(options.agreement, server, terminal));
  const log = await readServicenow(files, terminal);
  const output = new TextOutput(terminal.output);
  let facts = 0;
  for (const fact of log.facts(terms)) {
    facts += 1;
    output.add(JSON.stringify(fact));
    if (output.isFull) await output.flush();
  }
  await output.flush();
  const conversion = conversionOf(log);
  note(
    terminal,
    options.json
      ? JSON.stringify({ files, ...conversion, facts })
      : `${files.join(', ')}: ${conversionText(conversion)}, ${facts} facts`,
  );
  return 0;
}

const LONGEST_LINE_BYTES = 1024 * 1024;

/** Writes the lines of NDJSON files, unzipped, without blank ones; nothing is checked but that they are text. */
export async function ndjsonToOutput(files: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const output = new TextOutput(terminal.output);
  let code: ExitCode = 0;
  for (const file of files) {
    const input = await openInput(file, terminal);
    for await (const lines of ndjsonLines(unzipped(input), LONGEST_LINE_BYTES)) {
      for (const line of lines) {
        if (line.kind === 'line') {
          output.add(line.text.trimEnd());
          if (output.isFull) await output.flush();
        } else {
          code = 1;
          note(terminal, `${input.name}, line ${line.number}: ${unreadableText(line.kind)}`);
        }
      }
    }
  }
  await output.flush();
  return code;
}

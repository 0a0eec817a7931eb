import { servicenowTerms, type ServicenowLog, type ServicenowTerms } from '@app/import-formats';
import type { ExitCode, Terminal } from '../terminal.js';
import { findAgreement } from './find-agreement.js';
import type { Server } from './find-server.js';
import { conversionOf, reportImport } from './import-summary.js';
import { postFacts } from './post-facts.js';
import { startProgress, type Progress } from './progress.js';
import { readServicenow } from './read-servicenow.js';

/** Imports CSV files as one ServiceNow log. */
export async function importServicenow(
  files: readonly string[],
  server: Server,
  options: { readonly agreement: string; readonly json?: boolean; readonly dryRun?: boolean },
  terminal: Terminal,
): Promise<ExitCode> {
  // First of all, since it is what may be wrong.
  const terms = servicenowTerms(await findAgreement(options.agreement, server, terminal));
  const log = await readServicenow(files, terminal);
  const progress = await startProgress(terminal, 'sending', log.incidentCount, 'incidents');
  const answer = await postFacts(server, factsText(log, terms, progress), options).finally(() =>
    progress.stop(),
  );
  return reportImport(files, answer, options, terminal, conversionOf(log));
}

const CHUNK = 64 * 1024;

// Asynchronous for its reader alone: it waits for nothing.
// eslint-disable-next-line @typescript-eslint/require-await
async function* factsText(
  log: ServicenowLog,
  terms: ServicenowTerms,
  progress: Progress,
): AsyncGenerator<string, void> {
  let text = '';
  let ticketId: string | undefined;
  for (const fact of log.facts(terms)) {
    if (fact.ticketId !== ticketId) progress.advance(1);
    ticketId = fact.ticketId;
    text += `${JSON.stringify(fact)}\n`;
    if (text.length < CHUNK) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}

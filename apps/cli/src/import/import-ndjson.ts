import { openInput } from '../input/open-input.js';
import type { ExitCode, Terminal } from '../terminal.js';
import type { Server } from './find-server.js';
import { reportImport } from './import-summary.js';
import { postFacts } from './post-facts.js';
import { counted, startProgress } from './progress.js';

/** Imports NDJSON files one after another, as they lie there, zipped or not; each has its own summary. */
export async function importNdjson(
  files: readonly string[],
  server: Server,
  options: { readonly json?: boolean; readonly dryRun?: boolean },
  terminal: Terminal,
): Promise<ExitCode> {
  let code: ExitCode = 0;
  for (const file of files) {
    const { name, size, isGzip, bytes } = await openInput(file, terminal);
    const progress = await startProgress(terminal, name, size, 'bytes');
    const answer = await postFacts(server, counted(bytes, progress), { ...options, isGzip }).finally(() =>
      progress.stop(),
    );
    if ((await reportImport([name], answer, options, terminal)) === 1) code = 1;
  }
  return code;
}

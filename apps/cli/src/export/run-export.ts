import { createHash } from 'node:crypto';
import { CliError } from '../cli.errors.js';
import { findServer } from '../import/find-server.js';
import { counted, startProgress } from '../import/progress.js';
import { note, type Terminal } from '../terminal.js';
import { writeLines, writeWhole } from '../text-output.js';
import { download } from './download.js';
import type { ExportOptions } from './export.command.js';
import { refuseToReplace, writeWholeFile } from './write-whole-file.js';

/** What an agreement's id and a month may be made of: both become parts of a path. */
const ID = /^[A-Za-z0-9._:-]{1,128}$/;

/** Asks a ledger for a frozen month, and keeps the archive. */
export async function runExport(options: ExportOptions, terminal: Terminal): Promise<void> {
  const { agreement, month, force = false, treeSize, json = false } = options;
  for (const text of [agreement, month]) {
    if (!ID.test(text)) throw new CliError(`${text} is no id: 1 to 128 of A-Z a-z 0-9 . _ : -`);
  }
  const out = options.out ?? `${agreement}-${month}.tar`;
  if (out !== '-' && !force) await refuseToReplace(out);
  const server = await findServer(options, terminal);
  const query = treeSize === undefined ? '' : `?treeSize=${encodeURIComponent(treeSize)}`;
  const { chunks, length } = await download(server, `v1/audit/exports/${agreement}/${month}${query}`);
  const sum = { bytes: 0, sha256: createHash('sha256') };
  const progress = await startProgress(terminal, 'export', length, 'bytes');
  try {
    const bytes = summed(counted(chunks, progress), sum);
    if (out === '-') for await (const chunk of bytes) await writeWhole(terminal.output, chunk);
    else await writeWholeFile(out, bytes);
  } finally {
    progress.stop();
  }
  const written = { file: out, bytes: sum.bytes, sha256: sum.sha256.digest('hex') };
  const said = json
    ? JSON.stringify(written)
    : `${written.file}: ${written.bytes} bytes, SHA-256 ${written.sha256}`;
  if (out === '-') note(terminal, said);
  else await writeLines(terminal.output, [said]);
}

async function* summed(
  chunks: AsyncIterable<Uint8Array>,
  sum: { bytes: number; readonly sha256: ReturnType<typeof createHash> },
): AsyncGenerator<Uint8Array, void> {
  for await (const chunk of chunks) {
    sum.bytes += chunk.length;
    sum.sha256.update(chunk);
    yield chunk;
  }
}

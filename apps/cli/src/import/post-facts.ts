import { askServer } from './ask-server.js';
import type { Server } from './find-server.js';

/** What the server answers to an import (contract, "Import"). */
export interface ImportAnswer {
  readonly lines: number;
  readonly recorded: number;
  readonly duplicates: number;
  readonly rejected: number;
  /** The first 1,000. */
  readonly rejections: readonly { readonly line: number; readonly code: string; readonly detail: string }[];
  readonly position: string | null;
}

/** Sends facts as NDJSON; `isGzip` where the bytes are zipped already. */
export async function postFacts(
  server: Server,
  body: AsyncIterable<Uint8Array | string>,
  { isGzip = false, dryRun = false }: { readonly isGzip?: boolean; readonly dryRun?: boolean },
): Promise<ImportAnswer> {
  return (await askServer(server, {
    method: 'POST',
    path: dryRun ? 'v1/imports?dryRun=true' : 'v1/imports',
    headers: { 'content-type': 'application/x-ndjson', ...(isGzip && { 'content-encoding': 'gzip' }) },
    body,
  })) as ImportAnswer;
}

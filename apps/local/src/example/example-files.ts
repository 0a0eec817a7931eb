import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What an example consists of, as its files have it. */
export interface ExampleFiles {
  readonly agreementId: string;
  /** Body of the agreement's PUT. */
  readonly agreement: string;
  /** Body of the import. */
  readonly facts: string;
  /** Names of the streams of the log that belong to the example. */
  readonly streams: ReadonlySet<string>;
}

interface FactLine {
  readonly ticketId?: string;
  readonly outageId?: string;
  readonly problemId?: string;
}

const streamOf = ({ ticketId, outageId, problemId }: FactLine): string =>
  ticketId !== undefined
    ? `ticket-${ticketId}`
    : outageId !== undefined
      ? `outage-${outageId}`
      : `problem-${problemId}`;

/** Reads `agreement.json` and `facts.ndjson` of a directory. */
export const readExample = async (directory: string): Promise<ExampleFiles> => {
  const agreement = await readFile(join(directory, 'agreement.json'), 'utf8');
  const facts = await readFile(join(directory, 'facts.ndjson'), 'utf8');
  const { agreementId } = JSON.parse(agreement) as { agreementId: string };
  const lines = facts.split('\n').filter((line) => line.trim() !== '');
  const streams = lines.map((line) => streamOf(JSON.parse(line) as FactLine));
  return { agreementId, agreement, facts, streams: new Set([`agreement-${agreementId}`, ...streams]) };
};

import type { ServicenowLog } from '@app/import-formats';
import { note, type ExitCode, type Terminal } from '../terminal.js';
import { writeLines } from '../text-output.js';
import type { ImportAnswer } from './post-facts.js';

/** What a log of another system was converted from. */
export interface Conversion {
  readonly rows: number;
  readonly skippedRows: number;
  /** How many rows were left out, by reason. */
  readonly skipped: Readonly<Record<string, number>>;
  readonly tickets: number;
}

/** Counts a ServiceNow log. */
export const conversionOf = ({ rowCount, incidentCount, skipped }: ServicenowLog): Conversion => ({
  rows: rowCount,
  skippedRows: Object.values(skipped).reduce((sum, count) => sum + count, 0),
  skipped,
  tickets: incidentCount,
});

const REJECTIONS_TOLD = 20;

/**
 * Says what an import did: a line for people, or with `json` the server's answer with `files` (and the conversion)
 * beside it; rejected lines on standard error.
 *
 * @returns 1 where lines were rejected
 */
export async function reportImport(
  files: readonly string[],
  answer: ImportAnswer,
  { json = false, dryRun = false }: { readonly json?: boolean; readonly dryRun?: boolean },
  terminal: Terminal,
  conversion?: Conversion,
): Promise<ExitCode> {
  if (json) {
    await writeLines(terminal.output, [JSON.stringify({ files, ...conversion, ...answer })]);
  } else {
    const about = conversion ? `${conversionText(conversion)}; ` : '';
    const kept = dryRun ? ' (dry run: nothing is recorded)' : '';
    await writeLines(terminal.output, [`${files.join(', ')}: ${about}${answerText(answer)}${kept}`]);
    tellRejections(answer, terminal);
  }
  return answer.rejected === 0 ? 0 : 1;
}

/** @example conversionText(...) // '119998 rows, 2 skipped (UNKNOWN_STATE 2), 20769 tickets' */
export const conversionText = ({ rows, skippedRows, skipped, tickets }: Conversion): string =>
  `${rows} rows, ${skippedRows} skipped${byReason(skipped)}, ${tickets} tickets`;

function answerText({ lines, recorded, duplicates, rejected, rejections }: ImportAnswer): string {
  const reasons: Record<string, number> = {};
  for (const { code } of rejections) reasons[code] = (reasons[code] ?? 0) + 1;
  // Beyond the first thousand the server does not say why.
  const rest = rejected - rejections.length;
  const told = rest > 0 ? { ...reasons, 'further ones': rest } : reasons;
  return `${lines} facts, ${recorded} recorded, ${duplicates} duplicates, ${rejected} rejected${byReason(told)}`;
}

function byReason(counts: Readonly<Record<string, number>>): string {
  const parts = Object.entries(counts).map(([reason, count]) => `${reason} ${count}`);
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

function tellRejections({ rejected, rejections }: ImportAnswer, terminal: Terminal): void {
  const told = rejections.slice(0, REJECTIONS_TOLD);
  for (const { line, code, detail } of told) note(terminal, `line ${line}: ${code} ${detail}`);
  if (rejected > told.length) {
    note(terminal, `and ${rejected - told.length} more; --json lists the first 1000`);
  }
}

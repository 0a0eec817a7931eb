import { checkLine } from '@app/facts';
import { ndjsonLines } from '@app/import-formats';
import { unreadableText } from '../input/answer-lines.js';
import { openInput, unzipped } from '../input/open-input.js';
import { note, type Terminal } from '../terminal.js';
import { FactSet, factCatalogue, NO_CLOCK } from './fact-set.js';

/** As long as an import takes a line to be. */
const LONGEST_LINE_BYTES = 1024 * 1024;

/** The facts of an NDJSON file; lines that an import would refuse are told on standard error, and counted. */
export async function readFacts(
  path: string,
  terminal: Terminal,
): Promise<{ readonly facts: FactSet; readonly rejected: number }> {
  const facts = new FactSet();
  let rejected = 0;
  for await (const lines of ndjsonLines(unzipped(await openInput(path, terminal)), LONGEST_LINE_BYTES)) {
    for (const line of lines) {
      const fault = line.kind === 'line' ? faultOf(facts, line.text) : unreadableText(line.kind);
      if (fault === undefined) continue;
      rejected += 1;
      note(terminal, `line ${line.number}: ${fault}`);
    }
  }
  return { facts, rejected };
}

function faultOf(facts: FactSet, text: string): string | undefined {
  const taken = facts.take(checkLine(factCatalogue, text, NO_CLOCK));
  return 'detail' in taken ? taken.detail : undefined;
}

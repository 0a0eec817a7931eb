import { ndjsonLines, type NdjsonLine } from '@app/import-formats';
import type { ExitCode, Terminal } from '../terminal.js';
import { TextOutput } from '../text-output.js';
import { openInput, unzipped } from './open-input.js';

/** A longer line is not kept: a month of facts fits many times over. */
const LONGEST_LINE_BYTES = 256 * 1024 * 1024;

/** What a line holds, or one sentence that says why it could not be read. */
export type ReadLine =
  { readonly kind: 'json'; readonly json: unknown } | { readonly kind: 'unreadable'; readonly error: string };

/**
 * NDJSON in, an answer a line out, in the same order and in constant memory. What has come is answered before more is
 * waited for, so that another program can ask and read by turns.
 *
 * @param answer an answer with a field `error` is that of a faulty line
 * @returns 1 where a line was faulty; the others have their answers all the same
 */
export async function answerLines(
  path: string,
  terminal: Terminal,
  answer: (line: ReadLine) => object,
): Promise<ExitCode> {
  const output = new TextOutput(terminal.output);
  let code: ExitCode = 0;
  for await (const lines of ndjsonLines(unzipped(await openInput(path, terminal)), LONGEST_LINE_BYTES)) {
    for (const line of lines) {
      const answered = answer(readLine(line));
      if ('error' in answered) code = 1;
      output.add(JSON.stringify(answered));
      if (output.isFull) await output.flush();
    }
    await output.flush();
  }
  return code;
}

function readLine(line: NdjsonLine): ReadLine {
  if (line.kind !== 'line') return { kind: 'unreadable', error: unreadableText(line.kind) };
  try {
    return { kind: 'json', json: JSON.parse(line.text) as unknown };
  } catch (error) {
    return { kind: 'unreadable', error: `The line is not JSON: ${(error as Error).message}` };
  }
}

/** Why a line could not be read, as a sentence. */
export const unreadableText = (kind: Exclude<NdjsonLine['kind'], 'line'>): string =>
  kind === 'too-long' ? 'The line is too long to be kept.' : 'The line is not UTF-8.';

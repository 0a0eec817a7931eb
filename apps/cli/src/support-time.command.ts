import { answerSupportTimeCase } from '@app/support-time';
import { linesOf } from './lines.js';
import { writeLine, type ExitCode, type Terminal } from './terminal.js';

/** Answers questions on support hours, NDJSON in and out, in the same order and in constant memory. */
export async function supportTimeCommand(terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = 0;
  for await (const { text } of linesOf(terminal.input)) {
    const answer = answerTo(text);
    if ('error' in answer) code = 1;
    await writeLine(terminal.output, JSON.stringify(answer));
  }
  return code;
}

function answerTo(text: string): object {
  let line: unknown;
  try {
    line = JSON.parse(text);
  } catch (error) {
    return { id: null, error: `The line is not JSON: ${(error as Error).message}` };
  }
  return answerSupportTimeCase(line);
}

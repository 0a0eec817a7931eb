import { linesOf } from './lines.js';
import { InputError } from './engine.js';
import { writeLine, type ExitCode, type Terminal } from './terminal.js';

type Line = Readonly<Record<string, unknown>>;

/**
 * NDJSON in, one answer a line out, in the same order, in constant memory. A faulty line gets
 * `{"scenario", "error"}`, and the others their answers; then the exit code is 1.
 */
export async function runBatch(terminal: Terminal, answer: (line: Line) => object): Promise<ExitCode> {
  let code: ExitCode = 0;
  for await (const { text } of linesOf(terminal.input)) {
    const { id, result } = answerTo(text, answer);
    if ('error' in result) code = 1;
    await writeLine(terminal.output, JSON.stringify({ scenario: id, ...result }));
  }
  return code;
}

function answerTo(text: string, answer: (line: Line) => object): { id: unknown; result: object } {
  let id: unknown = null;
  try {
    const line = JSON.parse(text) as unknown;
    if (typeof line !== 'object' || line === null || Array.isArray(line)) {
      throw new InputError('a line is a JSON object');
    }
    id = (line as Line)['id'] ?? null;
    return { id, result: answer(line as Line) };
  } catch (error) {
    if (error instanceof InputError || error instanceof SyntaxError) return { id, result: { error: error.message } };
    throw error;
  }
}

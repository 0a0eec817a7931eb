import { answerSupportTimeCase } from '@app/support-time';
import { answerLines } from '../input/answer-lines.js';
import type { ExitCode, Terminal } from '../terminal.js';

/** Answers questions on support hours, a line each; see `answerSupportTimeCase`. */
export const answerSupportTime = (path: string, terminal: Terminal): Promise<ExitCode> =>
  answerLines(path, terminal, (line) =>
    line.kind === 'json' ? answerSupportTimeCase(line.json) : { id: null, error: line.error },
  );

import type { EpochSecond } from '@app/support-time';
import type { Readable, Writable } from 'node:stream';

/** What a command is run with: the process's streams and surroundings, or a test's. */
export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
  readonly errors: Writable;
  /** Is `errors` a screen that somebody looks at? Only then is progress shown. */
  readonly isScreen: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The project's directory, where `examples` and, unless the environment says otherwise, `data` lie. */
  readonly home: string;
  /** The clock; asked only where a command depends on it. */
  readonly now: () => Promise<EpochSecond>;
}

/** How a command ended: done, or the answer is "no". */
export type ExitCode = 0 | 1;

/** Tells the person in front of it one thing: output is for answers. */
export function note(terminal: Terminal, text: string): void {
  terminal.errors.write(`${text}\n`);
}

/**
 * What the person at the terminal is told. Standard output gets one line, the address; all else goes to standard
 * error. Lines that nobody reads any more (a closed pipe, a terminal that is gone) are dropped.
 */
export interface Terminal {
  /** The line with the address. */
  ready(line: string): void;
  note(text: string): void;
}

const ignore = (): void => undefined;

/** The terminal this process was started from. */
export const processTerminal = (): Terminal => {
  process.stdout.on('error', ignore);
  process.stderr.on('error', ignore);
  return {
    ready: (line) => void process.stdout.write(`${line}\n`),
    note: (text) => void process.stderr.write(`${text}\n`),
  };
};

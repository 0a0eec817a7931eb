interface LogRecord {
  readonly level?: unknown;
  readonly msg?: unknown;
}

const warnLevel = 40; // pino's

const fromJson = (line: string): string | undefined => {
  try {
    const { level, msg } = JSON.parse(line) as LogRecord;
    return typeof level === 'number' && level >= warnLevel ? String(msg) : undefined;
  } catch {
    return undefined;
  }
};

/**
 * What of a line in a child's log belongs on the terminal: warnings of our own programs (pino's JSON, level 40 and
 * above) and what Postgres cannot go on after.
 *
 * @returns the text to show, or undefined
 */
export const warningIn = (line: string): string | undefined => {
  if (line.startsWith('{')) return fromJson(line);
  return /\bPANIC: |No space left on device/.test(line) ? line : undefined;
};

/** Lets a text through only when it is not the same one as the last time. */
export const onlyNews = (show: (text: string) => void): ((text: string) => void) => {
  let last = '';
  return (text) => {
    if (text === last) return;
    last = text;
    show(text);
  };
};

import { RE2JS } from 're2js';
import { type LogEvent } from './log-event.js';

/** Which events of the log a reader wants: by the event's type or by its stream's name. */
export interface EventFilter {
  readonly by: 'type' | 'stream';
  /** A search, unanchored and case-sensitive, in RE2's syntax; it wins over prefixes when it is not empty. */
  readonly regex: string;
  readonly prefixes: readonly string[];
}

export type Predicate = (event: Pick<LogEvent, 'type' | 'stream'>) => boolean;

/** The pattern is none, or too large. The message is for whoever sent it. */
export class BadPatternError extends Error {
  override readonly name = 'BadPatternError';
  constructor(why: string) {
    super(
      `the regular expression of the filter cannot be used: ${why} (syntax: https://github.com/google/re2)`,
    );
  }
}

const longestPattern = 1_000;
// A name of 2,700 characters, the longest an index takes, then costs some tens of milliseconds at the very worst.
const largestProgram = 500;

const compiled = (regex: string): RE2JS => {
  if (regex.length > longestPattern) throw new BadPatternError(`longer than ${longestPattern} characters`);
  let pattern: RE2JS;
  try {
    pattern = RE2JS.compile(regex);
  } catch (error) {
    throw new BadPatternError(error instanceof Error ? error.message : String(error));
  }
  if (pattern.programSize() > largestProgram) throw new BadPatternError('too many repetitions');
  return pattern;
};

/**
 * The filter as a function. Prefixes compare code unit by code unit; neither regex nor prefix: nothing matches.
 *
 * Patterns come from clients, and with `RegExp` a single one such as `(a+)+$` could hold up everybody who appends for
 * hours. RE2 takes time in proportion to the text; in return it knows no look-around and no back-references.
 *
 * @throws BadPatternError
 * @example predicateOf({ by: 'stream', regex: '', prefixes: ['ticket-'] })({ stream: 'ticket-1', type: 'T' }) // true
 */
export const predicateOf = ({ by, regex, prefixes }: EventFilter): Predicate => {
  if (regex !== '') {
    const pattern = compiled(regex);
    return (event) => pattern.test(event[by]);
  }
  return (event) => prefixes.some((prefix) => event[by].startsWith(prefix));
};

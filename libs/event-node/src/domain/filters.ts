import { type LogEvent } from './log-event.js';

/** Which events of the log a reader wants: by the event's type or by its stream's name. */
export interface EventFilter {
  readonly by: 'type' | 'stream';
  /** A search, unanchored and case-sensitive; it wins over prefixes when it is not empty. */
  readonly regex: string;
  readonly prefixes: readonly string[];
}

export type Predicate = (event: Pick<LogEvent, 'type' | 'stream'>) => boolean;

/**
 * The filter as a function. Prefixes compare code unit by code unit; neither regex nor prefix: nothing matches.
 *
 * @throws SyntaxError for a pattern that JavaScript does not know
 */
export const predicateOf = ({ by, regex, prefixes }: EventFilter): Predicate => {
  if (regex !== '') {
    const pattern = new RegExp(regex);
    return (event) => pattern.test(event[by]);
  }
  return (event) => prefixes.some((prefix) => event[by].startsWith(prefix));
};

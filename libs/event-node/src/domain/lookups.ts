import { type AppendCommand } from './append-command.js';

/** Rows of the log that the decisions of a group may need. */
export interface Lookups {
  readonly ids: readonly { readonly stream: string; readonly id: string }[];
  /** Both ends inclusive. */
  readonly ranges: readonly { readonly stream: string; readonly from: number; readonly to: number }[];
}

/**
 * What has to be read before a group can be decided: nothing for appends at the end of their stream, which is nearly
 * all of them. Events that the group itself writes need no reading.
 *
 * @param lastOf last revision of each stream, -1 for none
 */
export const lookupsFor = (
  commands: readonly AppendCommand[],
  lastOf: (stream: string) => number,
): Lookups => {
  const ids: { stream: string; id: string }[] = [];
  const ranges: { stream: string; from: number; to: number }[] = [];
  for (const { stream, expected, events } of commands) {
    const last = lastOf(stream);
    if (last < 0 || events.length === 0) continue;
    if (expected.kind === 'any' || expected.kind === 'stream-exists') {
      for (const event of events) ids.push({ stream, id: event.id });
      continue;
    }
    const revision = expected.kind === 'no-stream' ? -1n : expected.revision;
    if (revision >= BigInt(last)) continue;
    const from = Number(revision) + 1;
    ranges.push({ stream, from, to: Math.min(last, from + events.length - 1) });
  }
  return { ids, ranges };
};

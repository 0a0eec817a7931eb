import { monthsBetween } from '@app/support-time';
import { InputError } from '../cli.errors.js';
import { readJson } from '../input/read-json.js';
import { monthFrom } from '../measuring/arguments.js';
import type { Terminal } from '../terminal.js';

/** A JSON merge patch: the text itself where it begins with `{`, else the file that holds it. */
export async function patchFrom(given: string, terminal: Terminal): Promise<unknown> {
  if (!given.trimStart().startsWith('{')) return readJson(given, terminal);
  try {
    return JSON.parse(given) as unknown;
  } catch (error) {
    throw new InputError(`--terms is not JSON: ${(error as Error).message}`);
  }
}

/** Numbers of versions; undefined where none are named. */
export function versionsFrom(text: string | undefined): readonly number[] | undefined {
  if (text === undefined) return undefined;
  const versions = text.split(',');
  if (!versions.every((version) => /^[1-9]\d{0,8}$/.test(version)))
    throw new InputError('--versions must be numbers of versions, such as 1,2');
  return versions.map(Number);
}

/** The months from the first to the last, both included; without a last one the first alone. */
export function monthsFrom(first: string, last: string | undefined): readonly string[] {
  const months = monthsBetween(monthFrom(first, '--from'), monthFrom(last ?? first, '--to'));
  if (months.length === 0) throw new InputError('--to must be the month of --from or a later one');
  return months;
}

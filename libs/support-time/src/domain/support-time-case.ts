import { calendarOf } from './calendar-cache.js';
import { CalendarError } from './calendar-error.js';
import type { CalendarTerms, SupportCalendar, Used } from './calendar.js';
import { type EpochSecond, formatSecond, parseInstant } from './instant.js';
import { isRecord } from './record-fields.js';

/** A line of the command `support-time` answered: the result, or one sentence that says why there is none. */
export type SupportTimeAnswer =
  | { readonly id: string | number | null; readonly result: number | string | boolean }
  | { readonly id: string | number | null; readonly error: string };

type Case = Readonly<Record<string, unknown>>;

/**
 * Answers one question about a calendar, `{ id, op, calendar, from, to | seconds }`:
 *
 * - `within`: support seconds from `from` to `to`;
 * - `after`: the last instant at which no more than `seconds` are used, counted from `from`: where that uses up a
 *   window exactly, the start of the next;
 * - `before`: the instant from which `seconds` remain until `from`: the latest, and where none are asked for the
 *   end of the window that was open last;
 * - `active`: is it open at `from`.
 *
 * Instants are RFC 3339, cut to whole seconds, and answered in UTC. Anything that is wrong in the line is in the answer;
 * nothing is thrown.
 *
 * @example answerSupportTimeCase({ id: 'a', op: 'within', calendar, from, to }) // { id: 'a', result: 32400 }
 */
export function answerSupportTimeCase(line: unknown): SupportTimeAnswer {
  if (!isRecord(line)) return { id: null, error: 'A line is an object with id, op, calendar and from.' };
  const id = typeof line.id === 'string' || typeof line.id === 'number' ? line.id : null;
  try {
    return { id, result: resultOf(line) };
  } catch (error) {
    if (error instanceof CaseError || error instanceof CalendarError) return { id, error: error.message };
    throw error;
  }
}

/** Something in the line of which there is no answer; caught in `answerSupportTimeCase`. */
class CaseError extends Error {}

function resultOf(line: Case): number | string | boolean {
  switch (line.op) {
    case 'within':
      return calendarIn(line).between(instantIn(line, 'from'), instantIn(line, 'to'));
    case 'active':
      return calendarIn(line).isOpen(instantIn(line, 'from'));
    case 'after': {
      const used = calendarIn(line).after(instantIn(line, 'from'), secondsIn(line));
      return instantText(
        used?.lastAt,
        'The calendar is not open for so long between "from" and the end of 2100.',
      );
    }
    case 'before':
      return instantText(before(line), 'The calendar is not open for so long between 1970 and "from".');
    default:
      throw new CaseError(`"op" is one of within, after, before and active, not ${shown(line.op)}.`);
  }
}

function before(line: Case): EpochSecond | null {
  const seconds = secondsIn(line);
  const left: Used | null = calendarIn(line).before(instantIn(line, 'from'), seconds);
  return left && (seconds === 0 ? left.lastAt : left.firstAt);
}

function calendarIn(line: Case): SupportCalendar {
  // calendarOf looks at the content, whatever it is, before it takes it for terms.
  return calendarOf(line.calendar as CalendarTerms);
}

function instantIn(line: Case, field: 'from' | 'to'): EpochSecond {
  const text = line[field];
  const instant = typeof text === 'string' ? parseInstant(text) : undefined;
  if (!instant) {
    throw new CaseError(
      `"${field}" is an instant as RFC 3339 writes it (2026-03-13T16:40:00Z), not ${shown(text)}.`,
    );
  }
  return instant.second;
}

function secondsIn({ seconds }: Case): number {
  if (typeof seconds === 'number' && Number.isSafeInteger(seconds) && seconds >= 0) return seconds;
  throw new CaseError(`"seconds" is a whole number, 0 or more, not ${shown(seconds)}.`);
}

function instantText(second: EpochSecond | null | undefined, none: string): string {
  if (second === null || second === undefined) throw new CaseError(none);
  return formatSecond(second);
}

function shown(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value);
}

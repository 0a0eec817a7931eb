import { formatSecondIn, parseInstant } from '@app/support-time';
import type { Cell } from './report.js';
import type { Wording } from './wording.js';

export const EMPTY: Cell = { kind: 'empty', text: '' };

const textCell = (text: string): Cell => (text === '' ? EMPTY : { kind: 'text', text });

/** What the name of a field says of its values: a duration carries its unit, an instant ends in `At`. */
export function kindOfField(path: string): 'duration' | 'percent' | 'instant' | undefined {
  const name = lastStep(path);
  if (/^seconds$|Seconds$/.test(name)) return 'duration';
  if (/^percent$|Percent$/.test(name)) return 'percent';
  if (/^(from|to|at)$|At$/.test(name)) return 'instant';
  return undefined;
}

/**
 * A value of the JSON as a cell, by its field's name and its own type. Text that is no known code stays text.
 *
 * @param path the field's name, with dots for nested ones
 */
export function cellOf(path: string, value: unknown, wording: Wording): Cell {
  if (value === null || value === undefined) return EMPTY;
  if (typeof value === 'number') return numberCell(path, value, wording);
  if (typeof value === 'boolean') {
    return { kind: 'code', code: String(value), text: wording.texts[value ? 'yes' : 'no'] };
  }
  if (typeof value === 'string') return stringCell(path, value, wording);
  return Array.isArray(value) ? listCell(path, value, wording) : textCell(JSON.stringify(value));
}

function numberCell(path: string, value: number, wording: Wording): Cell {
  switch (kindOfField(path)) {
    case 'duration':
      return { kind: 'duration', value, text: wording.duration(value) };
    case 'percent':
      return { kind: 'percent', value, text: wording.percent(value) };
    default:
      return { kind: 'count', value, text: wording.count(value) };
  }
}

function stringCell(path: string, value: string, wording: Wording): Cell {
  const instant = kindOfField(path) === 'instant' ? parseInstant(value) : undefined;
  if (instant !== undefined) {
    const local = formatSecondIn(wording.timeZone, instant.second);
    return { kind: 'instant', local, text: wording.instant(instant.second) };
  }
  const text = wording.code(lastStep(path), value);
  return text === undefined ? textCell(value) : { kind: 'code', code: value, text };
}

/** A list in one cell: its codes as codes, anything else as text. */
function listCell(path: string, values: readonly unknown[], wording: Wording): Cell {
  if (values.length === 0) return EMPTY;
  const cells = values.map((value) => cellOf(path, value, wording));
  const text = cells.map((cell) => cell.text).join(', ');
  if (!cells.every((cell) => cell.kind === 'code')) return textCell(text);
  return { kind: 'code', code: cells.map(({ code }) => code).join(' '), text };
}

const lastStep = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

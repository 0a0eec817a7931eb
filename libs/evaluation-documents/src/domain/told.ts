import { cellOf } from './cells.js';
import type { Row } from './json-tables.js';
import type { Wording } from './wording.js';

/** How a breach came about: what was allowed and what was used, and the whole of it where the evaluation tells it. */
export function toldBreach(row: Row, wording: Wording): Row {
  const { targetSeconds, allowedSeconds, elapsedSeconds, explanation } = row;
  const allowed = allowedSeconds ?? targetSeconds;
  if (typeof allowed !== 'number' || typeof elapsedSeconds !== 'number') return {};
  return {
    usage: wording.texts.breach(wording.duration(allowed), wording.duration(elapsedSeconds)),
    ...(Array.isArray(explanation) ? { explanation: explanation.join(' ') } : {}),
  };
}

/** What a finding means. */
export const toldFinding = ({ code }: Row, wording: Wording): Row => ({
  explanation: typeof code === 'string' ? (wording.texts.words.findings[code] ?? '') : '',
});

/** A figure without an exclusion and with it: the state of a clock, or a value with its verdict. */
export const toldChange = (row: Row, wording: Wording): Row => ({
  'without.explanation': toldSide(row, 'without', wording),
  'with.explanation': toldSide(row, 'with', wording),
});

function toldSide(row: Row, side: string, wording: Wording): string {
  const [state, value, verdict] = [row[`${side}.state`], row[`${side}.value`], row[`${side}.verdict`]];
  if (typeof state === 'string') {
    const month = row[`${side}.month`];
    const word = wording.codeOr('state', state);
    return typeof month === 'string' ? `${word} (${wording.month(month)})` : word;
  }
  if (typeof value !== 'number' || typeof verdict !== 'string') return '';
  // Interruptions are counted; every other figure of the service is in seconds.
  const shown = row['figure'] === 'interruptions' ? wording.count(value) : wording.duration(value);
  return `${shown}: ${wording.codeOr('verdict', verdict)}`;
}

/** Which figure an addendum is about, and what of it was and is otherwise. */
export function toldFigureChange(row: Row, wording: Wording): Row {
  const fieldsOf = (side: string) =>
    Object.keys(row).flatMap((key) => (key.startsWith(`${side}.`) ? [key.slice(side.length + 1)] : []));
  const text = (path: string) => cellOf(path, row[path], wording).text;
  const told = (side: string, other: string) =>
    fieldsOf(side)
      .filter((field) => row[`${side}.${field}`] !== row[`${other}.${field}`])
      .map((field) => `${wording.field(field)}: ${text(`${side}.${field}`)}`);
  const figure = fieldsOf('figure').map((field) => text(`figure.${field}`));
  return {
    'figure.explanation': figure.join(', '),
    'from.explanation': told('from', 'to').join(', '),
    'to.explanation': told('to', 'from').join(', '),
  };
}

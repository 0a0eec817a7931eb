import type { DifferenceLine, VerificationLine } from './ask-verification.js';

const shown = (value: unknown): string => JSON.stringify(value) ?? 'nothing';

const WORDS: Readonly<Record<string, string>> = {
  EVENT_CHANGED: 'the event was changed',
  EVENT_REMOVED: 'the event was removed',
  EVENT_ADDED: 'the event was put in between',
  REVISION_GAP: 'the stream lacks revisions',
  LEAF_MISPLACED: 'the stored leaf is at another place',
  LOG_CUT: 'the log has lost its end',
  HEAD_FAULT: 'the log tells a head that does not hold',
  KEY_FAULT: 'the log tells a key that does not hold',
  HEAD_ROOT: 'the head was signed over another log',
  HEAD_POSITION: 'the head was signed over another log',
  HEAD_SIGNATURE: 'the signature does not hold',
  HEAD_DIFFERS: 'the log tells this head otherwise',
  ROW_CHANGED: 'the row is another one',
  ROW_MISSING: 'the row is missing',
  ROW_UNEXPECTED: 'there is one row too many',
  COLUMNS_DIFFER: 'the columns are other ones, rows were not compared',
  TICKET_DIFFERS: 'the measurement is another one',
  DOCUMENT_MISSING: 'the vault does not hold the document',
  DOCUMENT_CHANGED: 'the bytes are not those that were frozen',
  SCHEMA_UNKNOWN: 'the schema is not known, figures were not computed again',
  FIGURE_DIFFERS: 'the facts give another figure',
};

/** @example log.event position=7 stream="ticket-1" leafHash: the event was changed; stored "ab", computed "cd" */
const differenceText = ({ code, table, key, column, stored, computed }: DifferenceLine): string => {
  const names = Object.entries(key).map(([name, value]) => `${name}=${shown(value)}`);
  const place = [table, ...names, ...(column === null ? [] : [column])].join(' ');
  return `  ${place}: ${WORDS[code] ?? code}; stored ${shown(stored)}, computed ${shown(computed)}`;
};

const countText = ({ part, table, count }: VerificationLine['counts'][number]): string =>
  `${part}: ${count} in ${table}`;

/** What a verification has looked at and found, for people. */
export const verificationText = ({
  position,
  checked,
  outcome,
  counts,
  differences,
}: VerificationLine): readonly string[] => {
  const looked =
    checked === null
      ? []
      : [
          `${checked.events} events (${checked.leaves} leaves, ${checked.heads} heads), ${checked.rows} rows at position ` +
            `${position ?? '0'}, ${checked.tickets} tickets, ${checked.frozen} frozen months`,
        ];
  if (outcome !== 'differences')
    return [...looked, 'intact: everything that is stored is what the log gives'];
  const told = counts.map(({ part, table, count }) => [
    countText({ part, table, count }),
    ...differences.filter((each) => each.part === part && each.table === table).map(differenceText),
  ]);
  return [...looked, 'differences between what is stored and what the log gives:', ...told.flat()];
};

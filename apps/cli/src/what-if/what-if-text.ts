import type { Agreement, CompiledAgreement } from '@app/agreements/domain';
import { reportOf, type Report } from '@app/evaluation-documents/domain';
import type { Evaluation, WhatIfDocument } from '@app/evaluations/domain';
import { clockTexts, type Language } from '@app/service-levels/domain';
import { whatIfWords, type WhatIfWords } from './what-if-words.js';

type Summary = Report['summary'];
type SummaryRow = Summary['rows'][number];
type Change = WhatIfDocument['changes'][number];

const NONE = '–';

/** The agreement before and after: the names that figures go by. */
interface Terms {
  readonly before: CompiledAgreement;
  readonly after: CompiledAgreement;
}

/**
 * A what-if as people read it, a line each: every requirement of each month before and after, what differs marked by
 * `*`, then every verdict that changes with both reasons.
 */
export function whatIfText(
  { before, after, changes }: WhatIfDocument,
  terms: Terms,
  language: Language,
): string[] {
  const words = whatIfWords(language);
  const months = before.flatMap((evaluation, index) => {
    const other = after[index];
    if (other === undefined) return [];
    const [own, others] = [
      reportFrom(evaluation, terms.before.agreement, language),
      reportFrom(other, terms.after.agreement, language),
    ];
    return [own.title, ...own.notices, '', ...columns(requirements(own.summary, others.summary, words)), ''];
  });
  return [
    ...months,
    words.changed(changes.length),
    ...changes.flatMap((change) => changeLines(change, language)),
  ];
}

const reportFrom = (evaluation: Evaluation, agreement: Agreement, language: Language): Report =>
  reportOf({ ...evaluation, position: null, status: 'open' }, agreement, language);

/** A head, and two rows for every requirement that either side has: gross and net. */
function requirements(before: Summary, after: Summary, words: WhatIfWords): string[][] {
  const { subject, target, gross, net } = before.labels;
  const [own, others] = [bySubject(before), bySubject(after)];
  const rows = [...new Set([...own.keys(), ...others.keys()])].flatMap((key) => {
    const [one, other] = [own.get(key), others.get(key)];
    const name = (one ?? other)?.subject ?? NONE;
    return [
      [name, targetText(one, other), gross, ...outcomes(one?.gross, other?.gross)],
      ['', '', net, ...outcomes(one?.net, other?.net)],
    ];
  });
  return [[subject, target, words.basis, words.before, `${words.after} (* ${words.differs})`], ...rows];
}

/** Requirements by what they are about; those about the same are told apart by their order. */
const bySubject = ({ rows }: Summary): ReadonlyMap<string, SummaryRow> =>
  new Map(
    rows.map((row, index) => {
      const earlier = rows.slice(0, index).filter(({ subject }) => subject === row.subject);
      return [`${earlier.length} ${row.subject}`, row];
    }),
  );

const targetText = (own: SummaryRow | undefined, other: SummaryRow | undefined): string =>
  [...new Set([own?.target ?? NONE, other?.target ?? NONE])].join(' → ');

type Outcome = SummaryRow['gross'] | undefined;
function outcomes(own: Outcome, other: Outcome): string[] {
  const [before, after] = [outcomeText(own), outcomeText(other)];
  return [before, before === after ? after : `${after} *`];
}

const outcomeText = (outcome: Outcome): string =>
  outcome ? `${outcome.text} ${outcome.verdict.text}` : NONE;

function changeLines({ ticketId, metric, basis, before, after }: Change, language: Language): string[] {
  const [words, names] = [whatIfWords(language), clockTexts(language)];
  const told = (name: string, judged: Change['before']) => [
    `  ${name}`,
    ...(judged?.reasons ?? [words.noClock]).map((sentence) => `    ${sentence}`),
  ];
  return [
    '',
    `${ticketId}: ${names.metric[metric]} (${names.basis[basis]})`,
    ...told(words.before, before),
    ...told(words.after, after),
  ];
}

/** Rows of text below one another, as wide as their widest. */
function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

import { clockTexts } from '@app/service-levels/domain';
import type { EvaluationDocument } from './evaluation-document.js';
import { capitalised } from './capitalised.js';
import type { Outcome, Summary, SummaryRow, Verdict } from './report.js';
import type { Wording } from './wording.js';

type Figure = EvaluationDocument['figures'][number];
interface Judged {
  readonly basis: string;
  readonly verdict: string;
}

/** Every requirement of the agreement that a month is judged by, with what came of it gross and net. */
export function summaryOf(evaluation: EvaluationDocument, wording: Wording): Summary {
  const rows = [
    ...figureRows(evaluation, wording),
    ...availabilityRows(evaluation, wording),
    ...reliabilityRows(evaluation, wording),
  ];
  const { title, subject, target, clause, gross, net, bases } = wording.texts.summary;
  return {
    title,
    labels: { subject, target, clause, gross, net },
    sentences: [tallyOf(rows, 'gross', gross, wording), tallyOf(rows, 'net', net, wording), bases],
    rows,
  };
}

/** What an objective is about: the metric and the priorities that are judged together. */
export function figureSubject(figure: Figure, wording: Wording): string {
  const priorities = wording.list(figure.priorities.map((priority) => wording.codeOr('priority', priority)));
  const judged = figure.priorities.length > 1 ? wording.texts.together(priorities) : priorities;
  return figure.agreementVersion === undefined
    ? judged
    : wording.texts.ofVersion(judged, wording.count(figure.agreementVersion));
}

function figureRows({ figures }: EvaluationDocument, wording: Wording): SummaryRow[] {
  const { metric: metrics } = clockTexts(wording.language);
  return pairs(figures, (figure) => [figure.metric, figure.objectiveId, figure.agreementVersion]).map(
    (pair) => {
      const { first } = pair;
      return {
        subject: `${capitalised(metrics[first.metric])}, ${figureSubject(first, wording)}`,
        target: wording.percent(first.targetPercent),
        clause: first.clause,
        ...outcomes(pair, wording, (figure) => figureText(figure, wording)),
      };
    },
  );
}

/** `24 of 109 (22.01 %)` */
export function figureText({ met, measured, percent }: Figure, wording: Wording): string {
  if (percent === null) return wording.texts.nothingMeasured;
  const ofMeasured = wording.texts.ofMeasured(wording.count(met), wording.count(measured));
  return `${ofMeasured} (${wording.percent(percent)})`;
}

function availabilityRows({ availability }: EvaluationDocument, wording: Wording): SummaryRow[] {
  return pairs(availability, ({ window }) => [window]).map((pair) => ({
    subject: wording.texts.available[pair.first.window] ?? pair.first.window,
    target: wording.percent(pair.first.targetPercent),
    clause: pair.first.clause,
    ...outcomes(pair, wording, ({ percent, downtimeSeconds }) =>
      percent === null
        ? wording.texts.nothingMeasured
        : `${wording.percent(percent)} (${wording.texts.down(wording.duration(downtimeSeconds))})`,
    ),
  }));
}

function reliabilityRows({ reliability }: EvaluationDocument, wording: Wording): SummaryRow[] {
  return pairs(reliability, () => []).map((pair) => ({
    subject: wording.texts.interruptions,
    target: `≤ ${wording.count(pair.first.maximum)}`,
    clause: pair.first.clause,
    ...outcomes(pair, wording, ({ interruptions }) => wording.count(interruptions)),
  }));
}

/** One requirement on both bases. */
interface Pair<T> {
  readonly first: T;
  readonly gross: T | undefined;
  readonly net: T | undefined;
}

/** Rows of one requirement together, in the order in which each comes first. */
export function pairs<T extends Judged>(
  rows: readonly T[],
  keyOf: (row: T) => readonly unknown[],
): Pair<T>[] {
  const byKey = new Map<string, Pair<T>>();
  for (const row of rows) {
    const key = JSON.stringify(keyOf(row));
    const known = byKey.get(key) ?? { first: row, gross: undefined, net: undefined };
    byKey.set(key, { ...known, [row.basis]: row });
  }
  return [...byKey.values()];
}

function outcomes<T extends Judged>(
  { gross, net }: Pair<T>,
  wording: Wording,
  textOf: (row: T) => string,
): Pick<SummaryRow, 'gross' | 'net'> {
  const outcome = (row: T | undefined): Outcome | null =>
    row === undefined ? null : { text: textOf(row), verdict: verdictOf(row.verdict, wording) };
  return { gross: outcome(gross), net: outcome(net) };
}

const verdictOf = (code: string, wording: Wording): Verdict => ({
  code,
  text: wording.codeOr('verdict', code),
});

function tallyOf(
  rows: readonly SummaryRow[],
  basis: 'gross' | 'net',
  name: string,
  wording: Wording,
): string {
  const count = (code: string) => rows.filter((row) => row[basis]?.verdict.code === code).length;
  return wording.texts.summary.tally(name, count('met'), count('breached'), count('no-measurement'));
}

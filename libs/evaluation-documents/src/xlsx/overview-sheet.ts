import type { Cell, Sheet } from 'write-excel-file/node';
import type { Outcome, Report } from '../domain/report.js';
import { headCell, textCell } from './sheet-cells.js';

/** What the first page of the PDF says: title, properties, and the verdict on each requirement. */
export function overviewSheet(report: Report): Sheet<Buffer> {
  const { heading, service, month, properties, notices, summary } = report;
  const { subject, target, clause, gross, net } = summary.labels;
  return {
    sheet: summary.title,
    columns: [
      { width: 44 },
      { width: 36 },
      { width: 28 },
      { width: 16 },
      { width: 28 },
      { width: 16 },
      { width: 10 },
    ],
    data: [
      [{ value: `${heading}: ${month}`, type: String, format: '@', fontWeight: 'bold', fontSize: 14 }],
      [textCell(service)],
      [],
      ...properties.map(({ label, text }) => [textCell(label), textCell(text)]),
      ...notices.map((notice) => [textCell(notice)]),
      [],
      [subject, target, gross, '', net, '', clause].map(headCell),
      ...summary.rows.map((row) => [
        textCell(row.subject),
        textCell(row.target),
        ...outcomeCells(row.gross),
        ...outcomeCells(row.net),
        textCell(row.clause),
      ]),
      [],
      ...[...summary.sentences, ...report.remarks].map((sentence) => [textCell(sentence)]),
    ],
  };
}

const outcomeCells = (outcome: Outcome | null): Cell[] =>
  outcome === null ? [null, null] : [textCell(outcome.text), textCell(outcome.verdict.text)];

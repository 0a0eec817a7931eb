import type { Content, TableCell } from './content.js';
import type { Outcome, Report, SummaryRow } from '../domain/report.js';
import { printable, shown } from './printable.js';
import { COLOURS, ROWS_LAYOUT, verdictColour } from './style.js';

const WIDTHS = ['*', 34, 104, 50, 104, 50, 20];

/** The verdict on each requirement, gross and net side by side. */
export function summaryBlock({ summary }: Report): Content[] {
  const { subject, target, clause, gross, net } = summary.labels;
  const head = (text: string, colSpan = 1): TableCell => ({
    ...shown(text),
    colSpan,
    color: COLOURS.muted,
    bold: true,
    fillColor: COLOURS.head,
  });
  return [
    { text: summary.title, fontSize: 12, bold: true, margin: [0, 14, 0, 4] },
    { stack: summary.sentences.map(printable), fontSize: 8.5, margin: [0, 0, 0, 5] },
    {
      fontSize: 8,
      table: {
        headerRows: 1,
        dontBreakRows: true,
        widths: WIDTHS,
        body: [
          [head(subject), head(target), head(gross, 2), {}, head(net, 2), {}, head(clause)],
          ...summary.rows.map(summaryCells),
        ],
      },
      layout: ROWS_LAYOUT,
    },
  ];
}

const summaryCells = ({ subject, target, clause, gross, net }: SummaryRow): TableCell[] => [
  shown(subject),
  shown(target),
  ...outcomeCells(gross),
  ...outcomeCells(net),
  { ...shown(clause), color: COLOURS.muted },
];

function outcomeCells(outcome: Outcome | null): TableCell[] {
  if (outcome === null) return [{ text: '' }, { text: '' }];
  const { text, verdict } = outcome;
  return [
    shown(text),
    { ...shown(verdict.text), color: verdictColour(verdict.code), bold: verdict.code === 'breached' },
  ];
}

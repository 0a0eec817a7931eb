import pdfmake from 'pdfmake';
import type { Content, Definition } from './content.js';
import type { Report } from '../domain/report.js';
import { chartBlock } from './chart-block.js';
import { FONTS } from './fonts.js';
import { headBlock } from './head-block.js';
import { printable, shown } from './printable.js';
import { COLOURS, PAGE } from './style.js';
import { summaryBlock } from './summary-block.js';
import { tableBlock } from './table-block.js';
import { titleBlock } from './title-block.js';

const fontFiles: ReadonlySet<string> = new Set(Object.values(FONTS.Roboto));
pdfmake.setFonts(FONTS);
// A document reads the fonts that come with the package, and nothing else: no file, no address.
pdfmake.setLocalAccessPolicy((path) => fontFiles.has(path));
pdfmake.setUrlAccessPolicy(() => false);

/**
 * A document as PDF on A4: title, verdicts, charts, then every table that says something. The same document gives the
 * same bytes: it is dated as of its `at`.
 */
export function reportPdf(report: Report): Promise<Buffer> {
  return pdfmake.createPdf(definitionOf(report)).getBuffer();
}

function definitionOf(report: Report): Definition {
  return {
    version: '1.7',
    language: report.language,
    displayTitle: true,
    info: {
      title: printable(report.title),
      subject: printable(report.month),
      creator: 'sla-ledger',
      producer: 'sla-ledger',
      creationDate: new Date(report.createdAt * 1000),
    },
    pageSize: 'A4',
    pageMargins: PAGE.margins,
    defaultStyle: { font: 'Roboto', fontSize: 9, color: COLOURS.ink, lineHeight: 1.08 },
    content: contentOf(report),
    footer: (page, pages) => footerOf(report, page, pages),
  };
}

function contentOf(report: Report): Content[] {
  const printed = report.tables.flatMap(({ title, printed: table }) =>
    table === null ? [] : [{ title, table }],
  );
  const empty = printed.filter(({ table }) => table.rows.length === 0);
  return [
    ...titleBlock(report),
    ...summaryBlock(report),
    chartBlock(report),
    ...printed.flatMap(({ title, table }) => (table.rows.length === 0 ? [] : tableBlock(title, table))),
    ...(empty.length === 0
      ? []
      : [
          nothingBlock(
            report,
            empty.map(({ title }) => title),
          ),
        ]),
    ...(report.treeHead === null ? [] : [headBlock(report.treeHead)]),
    { text: report.remarks.join(' '), fontSize: 8, color: COLOURS.muted, margin: [0, 12, 0, 0] },
  ];
}

const nothingBlock = ({ nothingToReport }: Report, titles: readonly string[]): Content => ({
  text: [{ text: `${nothingToReport}: `, bold: true }, `${titles.map(printable).join(', ')}.`],
  margin: [0, 14, 0, 0],
});

const footerOf = ({ title, pageWords }: Report, page: number, pages: number): Content => ({
  margin: [PAGE.margins[0], 14, PAGE.margins[2], 0],
  columns: [
    { ...shown(title), width: '*' },
    { text: `${pageWords.page} ${page} ${pageWords.of} ${pages}`, width: 'auto', alignment: 'right' },
  ],
  columnGap: 12,
  fontSize: 7.5,
  color: COLOURS.muted,
});

import type { Cell, Report } from '../src/domain/report.js';

/** A document as lines that can be read and compared: each cell with its data where the text does not say it. */
export function asText(report: Report): string {
  const { tables, charts, summary, properties, notices, remarks } = report;
  return [
    `${report.title} [${report.fileStem}, ${report.language}, ${report.createdAt}]`,
    `${report.heading} / ${report.service} / ${report.month}`,
    ...properties.map(({ label, text }) => `${label}: ${text}`),
    ...notices.map((notice) => `! ${notice}`),
    '',
    `# ${summary.title}`,
    ...summary.sentences,
    Object.values(summary.labels).join(' | '),
    ...summary.rows.map(({ subject, target, clause, gross, net }) =>
      [subject, target, gross?.text, gross?.verdict.text, net?.text, net?.verdict.text, clause].join(' | '),
    ),
    '',
    `# ${report.chartsTitle}`,
    report.chartsCaption,
    ...charts.flatMap(({ title, maximum, bars }) => [
      `${title} (0 to ${maximum})`,
      ...bars.map(
        (bar) =>
          `  ${bar.label}: ${bar.text}; net ${bar.net} gross ${bar.gross} mark ${bar.mark} ${bar.verdict}`,
      ),
    ]),
    ...tables.flatMap(({ id, title, columns, rows, printed }) => [
      '',
      `# ${title} [${id}]`,
      columns
        .map(({ key, label, unit }) => `${label} [${key}${unit === null ? '' : `, ${unit}`}]`)
        .join(' | '),
      ...rows.map((row) => row.map(cellText).join(' | ')),
      ...(printed === null
        ? []
        : [
            `printed: ${printed.columns.map(({ label, width }) => `${label} ${width}`).join(' | ')}`,
            ...printed.rows.map((row) => `  ${row.map(({ text }) => text).join(' | ')}`),
            ...(printed.remark === null ? [] : [printed.remark]),
          ]),
    ]),
    '',
    ...remarks,
  ].join('\n');
}

function cellText(cell: Cell): string {
  switch (cell.kind) {
    case 'empty':
    case 'text':
      return cell.text;
    case 'code':
      return `${cell.text} [${cell.code}]`;
    case 'instant':
      return `${cell.text} [${cell.local}]`;
    case 'count':
    case 'percent':
    case 'duration':
      return `${cell.text} [${cell.kind} ${cell.value}]`;
  }
}
